# error 3:12 nothing stands behind
A=1
.if ${A} ==
.endif
