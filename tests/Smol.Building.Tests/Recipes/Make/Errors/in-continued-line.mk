# outside 4:7 begins no reference
X:=a \
  b \
  ${:U$}
