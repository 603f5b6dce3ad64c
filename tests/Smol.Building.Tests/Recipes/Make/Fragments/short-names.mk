# check: X
A=b
X=$A$Ac$(A)c
