# check: X
A=1
.if ${A} == 1
X=one
.elif ${A} == 2
X=two
.else
X=other
.endif
