# check: X
X=
.if exists(fragments.inc)
X+=1
.endif
.if !exists(nowhere.inc)
X+=2
.endif
.if exists(${NAME:Ufragments}.inc)
X+=3
.endif
