# check: X Y
X=a\b\\c
Y=\n \$$ \ x
