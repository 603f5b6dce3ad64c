# Nothing is written: the root is just as large as what it holds.
SETS=rescue etc
IMGSIZE=20
MOUNTRO=y
