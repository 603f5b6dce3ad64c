# check: X Y Z W
A=a b  c
X=${A:tW:S/ /+/g}
Y=${A:[*]:C/b *c/x/}
Z=${A:tW:[#]}
W=${A:tW:tw:[#]}
