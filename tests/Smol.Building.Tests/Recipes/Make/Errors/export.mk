# outside 2:1 '.export' is not understood
.export A
