# check: X Y
A=a b c
X=${A:S/a b/x/}
Y=${A:S/a b/x/W}
