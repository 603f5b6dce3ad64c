# error 2:1 no multiple
.for i j in a b c
.endfor
