# check: X
X=1
