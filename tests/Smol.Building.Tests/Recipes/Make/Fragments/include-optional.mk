# check: X
X=1
.-include "nowhere.inc"
.sinclude "nowhere.inc"
.-include "fragments.inc"
