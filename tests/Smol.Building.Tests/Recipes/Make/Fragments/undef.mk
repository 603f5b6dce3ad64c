# check: X Y
A=1
.undef A
X=${A:Unone}
B=2
.if defined(B)
. undef B
.endif
Y=<${B}>
