# check: X Y
A=c a b10 b9 a
X=${A:O}
Y=${A:Or}
