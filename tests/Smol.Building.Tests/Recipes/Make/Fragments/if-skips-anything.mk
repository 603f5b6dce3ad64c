# check: X
.if 0
this is : not a line
.include "nowhere"
.error never
	command
.endif
X=1
