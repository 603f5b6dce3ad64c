# check: X
A=1
X:=${A}
X+=${A}
A=2
