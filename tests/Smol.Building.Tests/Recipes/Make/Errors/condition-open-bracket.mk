# error 2:5 has no
.if (1
.endif
