# check: X Y Z
X =  a b  
  Y	=	c d	
Z=
