#!/bin/sh
# mknod(8) without root: a small file takes the node's place, and becomes the node when the files are read back.
set -u
mode='' owner='' group='' force=''
usage() {
    echo 'usage: mknod [-m mode] [-u uid] [-g gid] [-rR] name b|c major minor | name p' >&2
    exit 1
}
while [ $# -gt 0 ]; do
    case $1 in
    -m | --mode) mode=${2-} ;;
    -m?*) mode=${1#-m} ;;
    --mode=*) mode=${1#--mode=} ;;
    -u) owner=${2-} ;;
    -g) group=${2-} ;;
    -r | -R | -rR | -Rr) force=yes ;;
    --) shift && break ;;
    -*) usage ;;
    *) break ;;
    esac
    case $1 in
    -m | --mode | -u | -g)
        [ $# -gt 1 ] || usage
        shift
        ;;
    esac
    shift
done
case $# in
2) [ "$2" = p ] || usage ;;
4)
    case $2 in b | c | u) ;; *) usage ;; esac
    case $3$4 in *[!0-9a-fxA-F]*) usage ;; esac
    ;;
*) usage ;;
esac
case $1 in /*) name=$1 ;; *) name=./$1 ;; esac
[ -z "$force" ] || rm -f "$name"
[ "$2" = b ] && kind=b || kind=c
# smolBSD's scripts make nodes that its images begin without; in ours such a one is there already.
if [ $# = 4 ] && [ -f "$name" ] && [ ! -L "$name" ] && [ "$(head -c 128 "$name")" = "$(printf 'smol-device @NONCE@ %s %u %u' "$kind" "$3" "$4")" ]; then
    rm -f "$name"
fi
if [ -e "$name" ] || [ -L "$name" ]; then
    echo "mknod: $1: File exists" >&2
    exit 1
fi
if [ "$2" = p ]; then
    mkfifo "$name" || exit 1
else
    printf 'smol-device @NONCE@ %s %u %u\n' "$kind" "$3" "$4" >"$name" || exit 1
fi
[ -z "$mode" ] || chmod "$mode" "$name" || exit 1
[ -z "$owner$group" ] || chown "$owner${group:+:$group}" "$name"
