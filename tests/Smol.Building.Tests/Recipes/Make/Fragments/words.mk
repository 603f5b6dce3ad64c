# check: X Y Z W V U
A=a b c d
X=${A:[#]}
Y=${A:[1]}
Z=${A:[-1]}
W=${A:[2..3]}
V=${A:[-1..1]}
U=${A:[9]}
