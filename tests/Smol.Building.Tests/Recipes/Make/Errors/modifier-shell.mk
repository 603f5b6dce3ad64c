# outside 3:8 is not understood
A=echo a
X:=${A:sh}
