# check: X
A=base.tar.xz etc.tar.xz comp.tgz
X=${A:M*.tar.xz:R:R:tu:O:S/^/set-/:ts,}
