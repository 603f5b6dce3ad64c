# check: X Y Z
A=aaaa ab
X=${A:C/a{2}/x/g}
Y=${A:C/a{2,3}/x/}
Z=${A:C/b?/x/g}
