# error 2:10 there is no 'nowhere.mk'
.include "nowhere.mk"
