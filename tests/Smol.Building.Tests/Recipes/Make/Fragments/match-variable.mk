# check: X Y
A=one two three
P=t*
X=${A:M${P}}
Y=${A:N${P:S/t/o/}}
