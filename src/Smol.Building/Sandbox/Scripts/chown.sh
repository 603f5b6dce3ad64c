#!/bin/sh
# chown(8) and chgrp(1) where there is but one user: who a file belongs to is noted by its inode number, which stays when it is
# renamed, and applied when the files are read back.
set -u
self=${0##*/}
recursive='' nofollow='' quiet='' walk=-P
die() {
    echo "$self: $*" >&2
    exit 1
}
while [ $# -gt 0 ]; do
    case $1 in
    --) shift && break ;;
    --recursive) recursive=yes ;;
    --no-dereference) nofollow=yes ;;
    --dereference | --verbose | --changes) ;;
    --silent | --quiet) quiet=yes ;;
    --*) die "$1 needs a range of ids in /etc/subuid" ;;
    -?*)
        letters=${1#-}
        while [ -n "$letters" ]; do
            rest=${letters#?}
            case ${letters%"$rest"} in
            R) recursive=yes ;;
            h) nofollow=yes ;;
            f) quiet=yes ;;
            H) walk=-H ;;
            L) walk=-L ;;
            P) walk=-P ;;
            v | c | x) ;;
            *) die "unknown option -${letters%"$rest"}" ;;
            esac
            letters=$rest
        done
        ;;
    *) break ;;
    esac
    shift
done
[ $# -ge 2 ] || die 'who and which files?'

# number FILE NAME: of a user or group
number() {
    case $2 in
    '') echo - ;;
    *[!0-9]*) awk -F: -v name="$2" '$1 == name { print $3; found = 1; exit } END { exit !found }' "$1" || die "'$2' is not in $1" ;;
    *) echo "$2" ;;
    esac
}
case $self in
chgrp) user='' group=$1 ;;
*)
    case $1 in
    *:*) user=${1%%:*} group=${1#*:} ;;
    *.*) user=${1%%.*} group=${1#*.} ;;
    *) user=$1 group='' ;;
    esac
    ;;
esac
user=$(number /etc/passwd "$user") || exit 1
group=$(number /etc/group "$group") || exit 1
shift

if [ -n "$recursive" ]; then
    depth=
else
    depth='-maxdepth 0'
    [ -n "$nofollow" ] && walk=-P || walk=-L
fi
code=0
for file; do
    case $file in /*) ;; *) file=./$file ;; esac
    if [ -n "$quiet" ]; then exec 2>/dev/null; fi
    # shellcheck disable=SC2086 # two words, or none
    find "$walk" "$file" $depth -printf "%i $user $group\n" >>"${0%/*}/../journal/owners" || code=1
done
exit $code
