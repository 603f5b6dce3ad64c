# error 2:4 ends too early
.if
.endif
