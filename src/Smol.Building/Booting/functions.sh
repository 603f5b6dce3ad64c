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
