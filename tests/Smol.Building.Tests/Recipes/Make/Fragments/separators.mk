# check: X Y Z W
A=a  b c
X=${A:ts,}
Y=${A:ts}
Z=${A:ts::M[ab]}
W=${A:ts-:tu}
