# check: X
A=
B=b c
X=
.if empty(A)
X+=1
.endif
.if !empty(B)
X+=2
.endif
.if empty(NONE)
X+=3
.endif
.if empty(B:Mx)
X+=4
.endif
.if !empty(B:M${B:[1]})
X+=5
.endif
E=${N} 
.if empty(E)
X+=6
.endif
.if empty ( A )
X+=7
.endif
