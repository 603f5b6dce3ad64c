# check: X Y Z W
A=base.tar.xz etc.tgz comp.tar.xz b
X=${A:M*.tar.xz}
Y=${A:N*.tar.xz}
Z=${A:M?}
W=${A:Mbase*:N*z}
