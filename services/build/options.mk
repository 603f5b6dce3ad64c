SETS=base etc comp
ADDPKGS=pkgin curl
IMGSIZE=1024
MOUNTRO=y
