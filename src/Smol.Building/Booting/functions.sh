# For the scripts of steps. shellcheck shell=sh

# owner USER[:GROUP]: $uid and $gid, by the account files as they are now; root is known without them
owner() {
    [ "$1" != root ] || set -- 0:0
    uid=$(number "${1%%:*}" /etc/passwd 3) || { echo "'${1%%:*}' is no user that the image knows"; exit 1; }
    gid=$uid
    case $1 in
    *:*) gid=$(number "${1#*:}" /etc/group 3) || { echo "'${1#*:}' is no group that the image knows"; exit 1; } ;;
    *) gid=$(number "${1%%:*}" /etc/passwd 4) || gid=$uid ;;
    esac
}

# number NAME FILE FIELD: a number stays as it is
number() {
    case $1 in
    *[!0-9]*)
        while IFS=: read -r name _ third fourth _; do
            [ "$name" = "$1" ] || continue
            if [ "$3" = 3 ]; then echo "$third"; else echo "$fourth"; fi
            return 0
        done <"$2"
        return 1
        ;;
    *)
        [ "$3" = 3 ] || return 1
        echo "$1"
        ;;
    esac
}

# as_owner COMMAND...: as that user, in the folder where the shell is; busybox' start-stop-daemon wants a user that has a name
as_owner() {
    if [ "$uid:$gid" = 0:0 ]; then
        "$@"
    elif [ ! -d /sys/kernel ]; then
        # shellcheck disable=SC2016 # for the other shell
        chroot -u "$uid" -g "$gid" -G "$gid" / /bin/sh -c 'cd "$1" && shift && exec "$@"' sh "$PWD" "$@"
    elif chroot --version >/dev/null 2>&1; then
        # shellcheck disable=SC2016
        chroot --userspec="$uid:$gid" / /bin/sh -c 'cd "$1" && shift && exec "$@"' sh "$PWD" "$@"
    else
        # shellcheck disable=SC2016
        start-stop-daemon -S -q -p /nonexistent -c "$uid:$gid" -x /bin/sh -- -c 'cd "$1" && shift && exec "$@"' sh "$PWD" "$@"
    fi
}

# place PATH folder|file: makes what a mount needs where it is missing, and notes it for unplace
place() {
    [ ! -e "$1" ] || return 0
    place "$(dirname "$1")" folder
    if [ "$2" = folder ]; then mkdir "$1"; else touch "$1"; fi && echo "$1" >>"$BOOT/run/placed"
}

# unplace <LIST: what was made for mounts goes again, the last first, unless something was put into it
unplace() {
    IFS= read -r line || return 0
    set -- "$line"
    unplace
    if [ -d "$1" ]; then rmdir "$1"; elif [ ! -s "$1" ]; then rm -f "$1"; fi 2>/dev/null
}

# cache FOLDER MODE OWNER [TREE]: begins empty, or as the tree
cache() {
    [ ! -d "$1" ] || return 0
    mkdir -p "$BOOT/caches"
    if [ -n "${4:-}" ]; then cp -RpP "$4" "$1"; else mkdir "$1"; fi && chmod "$2" "$1" && chown "$3" "$1"
}

# writable TREE NUMBER: a copy that is thrown away
writable() { cp -RpP "$1" "$BOOT/writable-$2"; }

# lend TREE TARGET ro|rw NUMBER: a folder or file at a path of the image; NetBSD mounts no files, so one is copied
lend() {
    if [ -d "$1" ]; then
        place "$2" folder
    elif [ -d /sys/kernel ]; then
        place "$2" file
    else
        place "$(dirname "$2")" folder
    fi || return
    if [ -d /sys/kernel ]; then
        mount -o bind "$1" "$2" && { [ "$3" = rw ] || mount -o remount,bind,ro "$2"; }
    elif [ -d "$1" ]; then
        mount_null -o "$3" "$1" "$2"
    else
        [ ! -e "$2" ] || mv "$2" "$BOOT/covered-$4"
        cp -p "$1" "$2" && echo "$2" >"$BOOT/run/copied-$4"
    fi
}

# take_back TARGET NUMBER: ends what lend and mount have done
take_back() {
    if [ -e "$BOOT/run/copied-$2" ]; then
        rm -f "$1" "$BOOT/run/copied-$2"
        [ ! -e "$BOOT/covered-$2" ] || mv "$BOOT/covered-$2" "$1"
    else
        umount "$1" || umount -f "$1" || umount -l "$1"
    fi 2>/dev/null
    rm -rf "$BOOT/writable-$2" "$BOOT/run/secret-$2"
}
