# outside 3:1 is a rule
A=1
all:
	echo hello
