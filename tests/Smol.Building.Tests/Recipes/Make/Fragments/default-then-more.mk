# check: X Y
X=${N:Ub c:S/b/d/}
Y=${N:Ua:Ub}
