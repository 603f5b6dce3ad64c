# check: X Y
A=3
X=${${A} > 2:?more:few}
Y=${empty(A):?none:${A:S/3/some/}}
