# check: X Y Z W
X=a # comment
Y=a\#b
Z=a#b
# only \
 a comment
W=\\#c
