# error 3:8 regular expression
A=a
X:=${A:C/(a/b/}
