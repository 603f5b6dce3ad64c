# check: X
A=10
X=
.if ${A} > 9
X+=1
.endif
.if ${A} >= 10 && ${A} <= 10.0
X+=2
.endif
.if ${A} < 0x0b
X+=3
.endif
.if 1e1 == ${A}
X+=4
.endif
.if "10.0" == ${A}
X+=bad
.endif
.if ${A} == 10.00
X+=5
.endif
.if 1 > -1
X+=6
.endif
