# check: X
A=2
.if ${A} == 1
X=one
.elif ${A} == 2
X=two
.elif ${A} == 2
X=again
.else
X=other
.endif
