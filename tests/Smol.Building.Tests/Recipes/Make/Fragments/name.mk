# check: X Y
A=a
X=${A:L}
Y=${not a name:L}
