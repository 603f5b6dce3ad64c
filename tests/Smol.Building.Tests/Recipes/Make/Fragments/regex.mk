# check: X Y Z W
A=abc123 def45 g
X=${A:C/[0-9]+/N/}
Y=${A:C/([a-z]+)([0-9]*)/\2\1/}
Z=${A:C/[a-c]/<&>/g}
W=${A:C/^d(e|ef)/x/}
