# error 2:5 the left side
.if a == b
.endif
