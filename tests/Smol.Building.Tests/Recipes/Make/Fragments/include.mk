# check: X
X=1
.include "fragments.inc"
X+=3
