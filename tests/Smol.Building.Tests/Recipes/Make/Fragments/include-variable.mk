# check: X
X=1
NAME=fragments
.include "${NAME}.inc"
.include"./fragments.inc"
