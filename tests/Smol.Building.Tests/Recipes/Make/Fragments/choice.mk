# check: X Y Z
A=y
X=${"${A}" == "y":?yes:no}
Y=${defined(B):?yes:no}
Z=${1 > 2:?a:b${A}c}
