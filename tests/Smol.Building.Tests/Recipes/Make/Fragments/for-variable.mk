# check: X Y
A=b c
X=
.for i in a ${A} "d e"
X+=[${i}]
.endfor
.for i in ${NONE}
Y=bad
.endfor
