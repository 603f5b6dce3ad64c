# error 3:5 compares no numbers
A=a
.if ${A} > b
.endif
