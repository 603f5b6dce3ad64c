# check: X
X=
A=1
.for i in a b
X+=${i}${A}
.endfor
A=2
