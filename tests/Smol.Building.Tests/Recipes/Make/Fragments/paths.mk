# check: X Y Z W
A=/usr/lib/a.so.1 b.c d /e f/
X=${A:H}
Y=${A:T}
Z=${A:E}
W=${A:R}
