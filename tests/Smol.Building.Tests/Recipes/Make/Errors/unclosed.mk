# error 3:4 has no
A=1
X:=${A
Y=1
