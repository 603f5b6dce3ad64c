# check: X Y Z
B=b
X=${A:U${B}}
Y=${B:U${A}}
Z=${A:U${C:Uc}}d
