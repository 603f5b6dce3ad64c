# check: X
X=	a	b	
