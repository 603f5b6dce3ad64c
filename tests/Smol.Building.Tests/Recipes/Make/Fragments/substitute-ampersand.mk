# check: X Y Z
A=one two
X=${A:S/o/<&>/}
Y=${A:S/o/\&/}
Z=${A:S/e$/[&]/}
