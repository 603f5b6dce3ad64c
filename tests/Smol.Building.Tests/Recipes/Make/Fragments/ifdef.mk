# check: X
A=
X=
.ifdef A
X+=1
.endif
.ifndef N
X+=2
.endif
.ifdef A && N
X+=bad
.elifdef A
X+=3
.endif
.ifndef A || N
X+=4
.endif
.ifdef N
.elifndef N
X+=5
.endif
