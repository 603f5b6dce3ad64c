# check: X
X=<${NONE}>
