# outside 2:4 make sets itself
X:=${.TARGET}
