# check: X Y
A=1
.if 0
.if ${A} == 1
X=bad
.else
X=bad
.endif
.else
.  if defined(A)
X=good
.  endif
.endif
Y=end
