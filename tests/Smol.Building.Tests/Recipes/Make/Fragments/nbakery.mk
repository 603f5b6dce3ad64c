# check: X Y
ARCH=i386
X=1024
.if defined(ARCH) && ${ARCH} != "amd64"
Y=10.1
.endif
