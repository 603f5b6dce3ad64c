# check: X Y Z W V
A=ab ba b
X=${A:S/^a/x/}
Y=${A:S/a$/x/}
Z=${A:S/^b$/x/}
W=${A:S/^/p-/}
V=${A:S/$/-s/}
