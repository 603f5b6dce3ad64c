#!/bin/sh
# usage: shift-ids.sh SETPRIV-AND-WHAT-FOLLOWS...
# Started by root of the host: becomes root of a new user namespace whose ids are 2^31 and up on the host, so that no file of
# the host belongs to it. Only root can give such a map, and only from outside: a helper writes it, and this process goes on.
set -u
(
    own=$(readlink /proc/self/ns/user)
    tries=0
    while [ "$(readlink "/proc/$$/ns/user")" = "$own" ]; do
        tries=$((tries + 1))
        [ "$tries" -lt 2000 ] || exit 1
        sleep 0.005
    done
    echo '0 2147483648 2147483647' >"/proc/$$/uid_map"
    echo '0 2147483648 2147483647' >"/proc/$$/gid_map"
) </dev/null >/dev/null 2>&1 &
# shellcheck disable=SC2016 # for the shell inside
exec unshare --user --keep-caps /bin/sh -c '
    tries=0
    until read -r _ 2>/dev/null </proc/self/gid_map; do
        tries=$((tries + 1))
        [ "$tries" -lt 2000 ] || exit 1
        sleep 0.005
    done
    exec setpriv --reuid 0 --regid 0 --clear-groups "$@"' sh "$@"
