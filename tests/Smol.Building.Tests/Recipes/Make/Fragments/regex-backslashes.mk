# check: X Y
A=a&b
X=${A:C/a/\\&/}
Y=${A:C/b/[\0]/}
