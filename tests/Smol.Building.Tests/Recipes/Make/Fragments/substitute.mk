# check: X Y Z W V
A=aaa bab
X=${A:S/a/x/}
Y=${A:S/a/x/g}
Z=${A:S/a/x/1}
W=${A:S/a/x/1g}
V=${A:S/a//g}
