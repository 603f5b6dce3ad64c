# check: X
X=
.for k v in a 1 b 2
X+=${k}=$(v)
.endfor
