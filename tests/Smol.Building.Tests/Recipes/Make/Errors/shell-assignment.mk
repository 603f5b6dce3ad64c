# outside 2:2 runs a command
A!=echo a
