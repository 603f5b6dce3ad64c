# check: X Y Z
A=a:b c* {d}
X=${A:Ma\:*}
Y=${A:M*\*}
Z=${A:M{*}}
