# check: X
A=y
X=
.if(defined(A))
X+=1
.endif
.if!defined(N)
X+=2
.endif
.if${A}==y
X+=3
.endif
.if ${A}=="y"&&1
X+=4
.endif
