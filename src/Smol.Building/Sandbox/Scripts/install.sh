#!/bin/sh
# install(1) where there is but one user: -o and -g become a chown of what was installed, by the program beside this one.
set -u
owner='' group='' directories='' target=''
real=$(PATH=${PATH#*:} command -v install) || exit 127
count=$#
taken=0
while [ "$taken" -lt "$count" ]; do
    taken=$((taken + 1))
    word=$1
    shift
    case $word in
    -o | --owner) owner=$1 && shift && taken=$((taken + 1)) && continue ;;
    -g | --group) group=$1 && shift && taken=$((taken + 1)) && continue ;;
    --owner=*) owner=${word#*=} && continue ;;
    --group=*) group=${word#*=} && continue ;;
    -o*) owner=${word#-o} && continue ;;
    -g*) group=${word#-g} && continue ;;
    -d | --directory) directories=yes ;;
    -t | --target-directory)
        target=$1
        set -- "$@" "$word"
        word=$1
        shift
        taken=$((taken + 1))
        ;;
    -m | -S)
        set -- "$@" "$word"
        word=$1
        shift
        taken=$((taken + 1))
        ;;
    esac
    set -- "$@" "$word"
done
"$real" "$@" || exit
who=$owner${group:+:$group}
[ -n "$who" ] || exit 0
last=
for word; do last=$word; done
[ -z "$target" ] || last=$target
skip=
for word; do
    if [ -n "$skip" ]; then
        skip=
        continue
    fi
    case $word in
    -m | -S | -t | --target-directory) skip=yes && continue ;;
    -*) continue ;;
    esac
    if [ -n "$directories" ]; then
        chown "$who" "$word" || exit
    elif [ "$word" = "$last" ] && [ -z "$target" ]; then
        [ -d "$word" ] || chown "$who" "$word" || exit
    elif [ -d "$last" ]; then
        chown "$who" "$last/${word##*/}" || exit
    fi
done
