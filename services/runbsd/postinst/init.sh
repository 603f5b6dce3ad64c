#!/bin/sh
# runit is the first process; init(8) stays as init.bsd
set -eu
mv sbin/init sbin/init.bsd
cp usr/pkg/sbin/runit-init sbin/init
cp usr/pkg/sbin/runit sbin/runit
