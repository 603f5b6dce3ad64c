# check: X
A=1
X=
.if defined(A) || ${NONE} == 1
X+=1
.endif
.if defined(NONE) && ${NONE} == 1
X+=bad
.else
X+=2
.endif
.if !(defined(NONE) || !defined(A)) && ( ${A} == 1 )
X+=3
.endif
.if 1 || 0 && 0
X+=4
.endif
.if !!defined(A)
X+=5
.endif
.if 1 | 0 & 0
X+=6
.endif
