#!/bin/sh
# ttyd from source: /bin/ttyd
set -eu

version=1.7.7
source=tmp/ttyd-$version
$FETCH -o tmp/ttyd.tgz "https://github.com/tsl0922/ttyd/archive/refs/tags/$version.tar.gz"
$TAR -C tmp -xzf tmp/ttyd.tgz
# Its pseudo-terminals come from where OpenBSD's do.
sed -i 's/__OpenBSD__/__NetBSD__/g' "$source/src/pty.c"
cmake -S "$source" -B "$source/made" -DCMAKE_PREFIX_PATH=/usr/pkg -DCMAKE_EXE_LINKER_FLAGS='-lutil -Wl,-R/usr/pkg/lib'
cmake --build "$source/made"
cp "$source/made/ttyd" bin/ttyd
rm -r "$source" tmp/ttyd.tgz
