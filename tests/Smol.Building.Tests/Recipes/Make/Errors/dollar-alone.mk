# error 2:5 begins no reference
X:=a$
