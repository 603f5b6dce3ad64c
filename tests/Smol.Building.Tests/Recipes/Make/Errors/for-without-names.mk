# error 2:1 no name
.for in a b
.endfor
