# outside 3:8 stands behind
.if 1
.endif foo
