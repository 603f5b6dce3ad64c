# check: X Y
A=a.c b.h
M=M*.c
X=${A:${M}}
Y=${A:${M}:S/a/x/}
