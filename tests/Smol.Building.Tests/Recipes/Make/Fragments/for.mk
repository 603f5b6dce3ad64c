# check: X Y
X=
.for i in a b c
X+=<${i}>
Y.${i}=${i:tu}
.endfor
Y=${Y.b}
