# check: X Y Z
ARCH=i386
SETSEXT?=	tar.xz
.if ${ARCH} == "evbarm-aarch64"
KERNEL=		netbsd-SMOL-aarch64.img
.elif ${ARCH} == "i386"
KERNEL=		netbsd-SMOL386
SETSEXT=	tgz
.else
KERNEL=		netbsd-SMOL
.endif
X=${KERNEL}
Y=base.${SETSEXT} etc.${SETSEXT} comp.${SETSEXT}:/usr/bin/strip
ENVVARS=	ARCH=${ARCH} \
		ADDPKGS="${ADDPKGS}" \
		FROMIMG=${FROMIMG}
Z=${ENVVARS}
