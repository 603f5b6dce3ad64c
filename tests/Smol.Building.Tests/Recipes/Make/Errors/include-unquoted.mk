# error 2:10 in double quotes
.include nowhere.mk
