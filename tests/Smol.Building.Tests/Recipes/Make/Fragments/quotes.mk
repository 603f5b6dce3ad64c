# check: X
X="a b" 'c' "d'
