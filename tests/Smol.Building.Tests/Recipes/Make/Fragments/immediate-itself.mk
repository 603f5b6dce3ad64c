# check: X Y
X=a
X:=${X} b ${X}
Y:=${Y}c
