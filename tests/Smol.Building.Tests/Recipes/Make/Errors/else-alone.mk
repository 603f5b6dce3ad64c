# error 2:1 without
.else
