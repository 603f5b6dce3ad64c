# check: X Y Z
A=aaa bab
X=${A:C/^a/x/g}
Y=${A:C/a\$/x/g}
Z=${A:C/^/-/}
