# check: X Y
d=D
X:=a$$d
Y=a$$d
