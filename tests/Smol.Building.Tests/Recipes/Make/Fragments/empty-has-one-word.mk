# check: X Y
A=
X=${A:[#]}
Y=${A:S/^/x/}
