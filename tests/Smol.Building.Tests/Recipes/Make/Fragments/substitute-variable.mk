# check: X Y
A=one two
F=o
T=0
X=${A:S/${F}/${T}/g}
Y=${A:S/${F}$/${T}/}
