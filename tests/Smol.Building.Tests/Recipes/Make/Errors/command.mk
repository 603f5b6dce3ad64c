# error 2:2 is a command of a rule
	echo hello
