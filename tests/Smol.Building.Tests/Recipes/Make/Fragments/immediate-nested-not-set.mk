# check: X Y
B=b
X:=${LATE${B}R}
LATEbR=found
Y:=${GONE:Ua}${GONE}
