# check: X Y
X=1
X?=2
Y?=2
