#!/bin/sh
# chroot(8) where the host can't run the image's programs: says which one it was, so that the build boot runs the script.
while [ $# -gt 0 ]; do
    case $1 in
    -[ugG]) shift ;;
    -*) ;;
    *) break ;;
    esac
    shift
done
[ $# -eq 0 ] || shift
program=${1:-/bin/sh}
printf '%s\n' "$program" >>"${0%/*}/../journal/program"
echo "chroot: $program: a program of the image, which this host can't run" >&2
exit 126
