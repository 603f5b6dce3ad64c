# outside 2:1 is a rule
all: base
