# error 2:3 refers to itself
A=${A}
.if ${A} == 1
.endif
