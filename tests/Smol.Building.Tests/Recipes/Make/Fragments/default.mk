# check: X Y Z W
A=
X=${A:Uempty}
Y=${N:Unone}
Z=${N:U}
W=${N:Ua\:b\}c\$d\\e}
