# check: X Y
A=a "b c" d\ e
X=${A:[#]}
Y=${A:[2]}
