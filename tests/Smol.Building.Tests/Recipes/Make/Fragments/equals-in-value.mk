# check: X Y
X=a=b
Y==c
