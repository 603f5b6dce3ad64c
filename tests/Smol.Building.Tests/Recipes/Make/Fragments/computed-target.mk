# check: X Y
N=X
${N}=1
${N}+=2
Y.${N}?=3
Y=${Y.X}
