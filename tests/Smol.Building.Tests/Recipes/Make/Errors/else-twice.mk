# outside 4:1 behind
.if 1
.else
.else
.endif
