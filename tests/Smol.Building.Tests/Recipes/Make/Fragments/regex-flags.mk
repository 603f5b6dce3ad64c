# check: X Y Z
A=a1 a2 a3
X=${A:C/a/b/1}
Y=${A:C/ a/+/gW}
Z=${A:C/[0-9]//}
