# check: X Y
A=one two
X=<${A:Mx}>
Y=<${N:U:Mx}>
