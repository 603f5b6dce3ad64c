#!/bin/sh
# picoclaw, as its authors publish it for NetBSD
set -eu

case $ARCH in
amd64) machine=x86_64 ;;
*aarch64) machine=arm64 ;;
*) echo "there is no picoclaw for $ARCH" >&2 && exit 1 ;;
esac
$FETCH -o ../tmp/picoclaw.tgz "https://github.com/sipeed/picoclaw/releases/download/v0.3.1/picoclaw_Netbsd_$machine.tar.gz"
$TAR -C usr/pkg/bin -xzf ../tmp/picoclaw.tgz picoclaw picoclaw-launcher
