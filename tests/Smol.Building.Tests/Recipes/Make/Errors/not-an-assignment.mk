# error 3:1 is not an assignment
A=1
hello world
