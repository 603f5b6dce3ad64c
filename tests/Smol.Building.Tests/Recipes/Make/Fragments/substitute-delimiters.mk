# check: X Y Z
A=/usr/pkg/bin
X=${A:S,/usr,,}
Y=${A:S|/|:|g}
Z=${A:S/\/usr/\/opt/}
