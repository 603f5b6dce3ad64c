# check: X
X=
.for i in a:b c\d e}f g)h
X+=${i}/$(i)/${i:S/a/x/}
.endfor
