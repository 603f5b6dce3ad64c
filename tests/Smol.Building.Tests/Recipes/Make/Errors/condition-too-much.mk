# error 2:7 is too much
.if 1 1
.endif
