# check: X Y Z
X:=${LATER}-${LATER:M*}
LATER=now
Y:=${X}
LATER=later
A=b ${GONE} a
Z:=${A:S/a/x/:O}
GONE=c
