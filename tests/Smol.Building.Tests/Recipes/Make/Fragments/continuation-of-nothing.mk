# check: X Y
X=\
  \
  a
Y= \
  b \
  \

