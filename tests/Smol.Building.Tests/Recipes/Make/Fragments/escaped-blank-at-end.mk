# check: X Y
X=a\ 
Y=${X}b
