# check: X Y Z
A=a
X=${A:Dyes}
Y=${N:Dyes}
Z=${N:Dyes:Uno}
