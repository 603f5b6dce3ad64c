# outside 2:9 asks for targets
.if make(all)
.endif
