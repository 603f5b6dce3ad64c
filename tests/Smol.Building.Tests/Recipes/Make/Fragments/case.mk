# check: X Y
A=Mixed Case 1
X=${A:tl}
Y=${A:tu}
