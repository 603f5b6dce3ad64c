# check: X
ARCH=amd64
PKG.amd64=one
PKG.i386=two
X=${PKG.${ARCH}}
