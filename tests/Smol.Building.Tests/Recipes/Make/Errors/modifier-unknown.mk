# error 3:8 is not understood
A=a
X:=${A:Z}
