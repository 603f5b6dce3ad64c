# check: X Y
A=B
B=C
C=found
X=${${A}}
Y=${${${A}}}
