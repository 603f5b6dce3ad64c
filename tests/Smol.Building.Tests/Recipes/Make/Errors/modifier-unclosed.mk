# error 3:12 has no '/'
A=a
X:=${A:S/a/b}
