# check: X Y
A=a b c
X=<${A:S/b//}>
Y=<${A:S/^b$//}>
