# error 2:1 is not understood
.endfor
