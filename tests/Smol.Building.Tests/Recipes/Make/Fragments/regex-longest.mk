# check: X Y
A=foobar
X=${A:C/foo|foobar/x/}
Y=${A:C/(fo)?(o|ob)*/x/}
