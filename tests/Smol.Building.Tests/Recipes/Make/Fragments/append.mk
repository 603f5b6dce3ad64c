# check: X Y Z
X=1
X+=2
X+=
X+=3
Y+=1
Z=
Z+=a
