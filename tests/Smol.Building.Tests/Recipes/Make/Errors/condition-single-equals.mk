# error 3:11 compares nothing
A=a
.if ${A} = a
.endif
