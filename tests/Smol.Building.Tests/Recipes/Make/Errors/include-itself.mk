# error 2:10 includes itself
.include "include-itself.mk"
