# error 3:13 is not set
A=1
.if ${A} == ${NONE}
.endif
