# error 2:1 without
.for i in a
A=1
