# error 2:1 without
.elif 1
