# A web server that can't write has little to lose.
MOUNTRO=y
