# error 2:1 '.frobnicate' is not understood
.frobnicate all
