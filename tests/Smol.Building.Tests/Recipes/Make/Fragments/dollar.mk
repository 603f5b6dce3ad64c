# check: X Y
X=$$HOME
Y=$$$$
