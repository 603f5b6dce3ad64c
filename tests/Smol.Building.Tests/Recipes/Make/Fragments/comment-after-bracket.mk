# check: X Y
X=a b c
Y=${X:[#]} # three
