# check: X Y Z
A=aB3_- x.y
X=${A:C/[[:upper:][:digit:]]/U/g}
Y=${A:C/[^[:alnum:]]/_/g}
Z=${A:C/\./!/}
