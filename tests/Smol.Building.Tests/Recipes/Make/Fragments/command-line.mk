# check: X Y Z
CMD=file
CMD+=more
CMD?=other
CMD:=now
X=${CMD}
.undef CMD
Y=${CMD:Ugone}
.for CMD2 in loop
Z=${CMD2}
.endfor
