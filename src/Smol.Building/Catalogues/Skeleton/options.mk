# What the image is made of, as make(1) assignments; NAME=value on the command line of `smol build` wins. `smol service show` says what
# holds, and where each value comes from.

# NetBSD's sets, laid over each other in this order. comp:/usr/bin/strip is a part of one, ./my.tar any archive.
#SETS=base etc
# Packages of pkgsrc. What they need comes along.
#ADDPKGS=curl

# The image holds what its files need, and a tenth more. IMGSIZE=512 gives it a size in MiB instead.
MINIMIZE=y
# Nothing is written at run time: the guest mounts its root read-only, and the image has no room to spare.
#MOUNTRO=y
