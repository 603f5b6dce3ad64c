# check: X Y
MINIMIZE=y
.if defined(MINIMIZE) && ${MINIMIZE} == y
X=pkgin
.endif
.if defined(MOUNTRO) && ${MOUNTRO} == "y"
Y=ro
.endif
