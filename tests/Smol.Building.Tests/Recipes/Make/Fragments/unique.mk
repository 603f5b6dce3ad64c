# check: X Y
A=a a b a a
X=${A:u}
Y=${A:O:u}
