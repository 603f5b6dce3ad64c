# check: X
X=
.for i in a b
.for j in 1 2 # inner
.if ${i} != b || ${j} != 1
X+=$i$j
.endif
.endfor
.endfor
