SETS=base etc comp games man misc modules rescue text
IMGSIZE=2048
