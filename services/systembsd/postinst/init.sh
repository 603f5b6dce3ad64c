#!/bin/sh
# dinit is the first process; init(8) stays as init.bsd
set -eu
mv sbin/init sbin/init.bsd
mv usr/pkg/sbin/dinit sbin/init
