#!/bin/sh
# nitro is the first process; its services are those of /etc/nitro
set -eu
mv usr/pkg/sbin/nitro sbin/init
rm -rf usr/pkg/etc/nitro
mkdir -p usr/pkg/etc var/run/nitro
ln -s /etc/nitro usr/pkg/etc/nitro
ln -s /var/run/nitro/nitro.sock usr/pkg/etc/nitro.sock
