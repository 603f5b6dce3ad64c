# error 2:1 no 'in'
.for i a b
.endfor
