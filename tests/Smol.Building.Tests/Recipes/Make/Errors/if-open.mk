# error 2:1 without
.if 1
A=1
