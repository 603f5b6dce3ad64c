# check: X
DSTIMG=images/base-amd64.img
X=${DSTIMG:S/.img/.sig/}
