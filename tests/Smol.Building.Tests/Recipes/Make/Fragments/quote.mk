# check: X Y
A=a b*"c" $$d 'e' \f;g
X=${A:Q}
Y=${A:q}
