# check: X Y Z
X=a \
   b \
	c
Y=a\
b\

Z=last\
