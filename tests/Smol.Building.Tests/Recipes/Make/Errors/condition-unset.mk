# error 2:5 is not set
.if ${NONE} == 1
.endif
