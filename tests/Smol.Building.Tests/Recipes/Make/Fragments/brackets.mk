# check: X
A=1
X=$(A)-${A}
