# check: X
A=
B=0
C=x
X=
.if ${A:U}
X+=a
.endif
.if ${B}
X+=b
.endif
.if ${C}
X+=c
.endif
.if 1
X+=1
.endif
.if 0
X+=0
.endif
.if "0"
X+=q
.endif
.if ""
X+=e
.endif
.if C
X+=d
.endif
.if !N
X+=n
.endif
