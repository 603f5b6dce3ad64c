ADDPKGS=php84 php84-mbstring php84-curl
IMGSIZE=650
MOUNTRO=y
