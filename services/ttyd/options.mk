# The compiler is there for postinst.
SETS=base etc comp
ADDPKGS=cmake libwebsockets json-c libuv
IMGSIZE=2048
