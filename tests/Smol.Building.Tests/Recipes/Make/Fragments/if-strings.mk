# check: X
A=amd64
X=
.if ${A} == amd64
X+=1
.endif
.if ${A} == "amd64"
X+=2
.endif
.if ${A} != "i386"
X+=3
.endif
.if "${A}" == "${A:S/a/a/}"
X+=4
.endif
.if "${N}" == ""
X+=5
.endif
.if ${A}x == amd64x
X+=6
.endif
