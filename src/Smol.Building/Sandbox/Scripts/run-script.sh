#!/bin/sh
# usage: run-script.sh CONFINED GROUPS MEMORY PROCESSES SCRIPT
# The first process of the namespaces of one script: whatever the script leaves running ends with it.
set -u
mount -t proc -o subset=pid proc /proc 2>/dev/null || mount -t proc proc /proc || exit 125
cd root || exit 125
if [ "$1" = no ]; then
    sh "$5"
    exit $?
fi
clear=
[ "$2" != allow ] || clear=--clear-groups
prlimit --core=0 --nofile=4096 --data="$3" --nproc="$4" setpriv $clear --no-new-privs --inh-caps=-all \
    --bounding-set=-all,+chown,+dac_override,+fowner,+fsetid,+kill,+setgid,+setuid,+sys_chroot sh "$5"
exit $?
