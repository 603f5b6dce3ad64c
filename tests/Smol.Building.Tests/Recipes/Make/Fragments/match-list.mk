# check: X Y Z
A=a1 b2 c3 d-
X=${A:M[ab]*}
Y=${A:M*[^0-9]}
Z=${A:M[a-b][!-2]}
