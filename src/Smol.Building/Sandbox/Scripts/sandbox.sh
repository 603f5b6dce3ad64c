#!/bin/sh
# usage: sandbox.sh SIZE INODES CONFINED NETWORK MEMORY PROCESSES MARK SCRIPT-RUNNER SCRIPT...
# The first process of new namespaces, root in them. Takes a tar archive on standard input (root/, service/, tools/), runs the
# scripts in root/ on a tmpfs, and tells what became of it; docs/postinst.md says what a script sees.
# Standard output is ours alone, one line a message, some followed by bytes: READY, STAGED, LIST, SCRIPT, ALIVE, MEMORY, PROGRAM,
# EXIT, OWNERS, CONTENT; UNABLE when the host can't do it, FAIL for the rest. Scripts print to standard error, where a line with MARK
# goes before each: scripts don't know it.
set -u
umask 022
size=$1 inodes=$2 confined=$3 network=$4 memory=$5 processes=$6 mark=$7 runner=$8
shift 8

# end WORD TEXT
end() {
    printf '%s %s\n' "$1" "$(printf '%s' "$2" | tr '\n' ' ')"
    exit 1
}

try() {
    words=$("$@" 2>&1) || end UNABLE "${words:-$1 failed}"
}

# ids MAP: how many ids there are here from 0 on
ids() {
    next=0
    while read -r first _ count; do
        [ "$first" -ne "$next" ] || next=$((next + count))
    done <"/proc/self/$1"
    echo "$next"
}

# send WORD FILE
send() {
    [ ! -f "$2" ] || [ -L "$2" ] || [ ! -s "$2" ] || {
        printf '%s %s\n' "$1" "$(wc -c <"$2" | tr -d ' ')"
        cat "$2"
    }
}

# A folder that nothing is mounted in: what we mount over it is then all that is mounted there.
find_place() {
    for place in /srv /media /mnt /opt /tmp; do
        [ ! -d "$place" ] || grep -q " $place/" /proc/self/mountinfo || return 0
    done
    end UNABLE 'something is mounted in each of /srv, /media, /mnt, /opt and /tmp'
}

# All that is in the root: eight fields each, a NUL after each field, and an empty field at the end.
list() {
    printf 'LIST\n'
    find root -printf '%i\0%y\0%m\0%U\0%G\0%T@\0%l\0%P\0' || end FAIL "the files can't be listed"
    printf '\0'
}

# The host's programs and what they need.
show_host() {
    for name in usr bin sbin lib lib32 lib64 libx32; do
        if [ -L "/$name" ]; then
            ln -s "$(readlink "/$name")" "$name"
        elif [ -d "/$name" ]; then
            mkdir "$name"
            try mount --rbind "/$name" "$place/$name"
        fi
    done
    for name in alternatives ld.so.conf.d ssl/certs pki/tls/certs pki/ca-trust/extracted; do
        [ -d "/etc/$name" ] || continue
        mkdir -p "etc/$name"
        try mount --rbind "/etc/$name" "$place/etc/$name"
    done
    for name in ld.so.cache ld.so.conf protocols services ssl/openssl.cnf; do
        [ ! -r "/etc/$name" ] || cat "/etc/$name" >"etc/$name"
    done
    if [ "$network" = yes ]; then
        cat /etc/resolv.conf >etc/resolv.conf
        cat /etc/hosts >etc/hosts
    else
        echo '127.0.0.1 localhost' >etc/hosts
    fi
    printf 'passwd: files\ngroup: files\nhosts: files dns\n' >etc/nsswitch.conf
}

show_devices() {
    for name in null zero full random urandom; do
        : >"dev/$name"
        try mount --bind "/dev/$name" "$place/dev/$name"
    done
    ln -s /proc/self/fd dev/fd
    ln -s /proc/self/fd/0 dev/stdin
    ln -s /proc/self/fd/1 dev/stdout
    ln -s /proc/self/fd/2 dev/stderr
}

# Users have the image's names and numbers, where it has some; /etc/include is where smolBSD's builder has it.
show_image() {
    ln -s /build/root/etc/include etc/include
    for name in passwd group; do
        if [ -f "build/root/etc/$name" ]; then
            ln -s "/build/root/etc/$name" "etc/$name"
        fi
    done
    [ -L etc/passwd ] || echo 'root:*:0:0::/nonexistent:/bin/sh' >etc/passwd
    [ -L etc/group ] || echo 'root:*:0:' >etc/group
}

# Nothing can be written but what must be, and the host is out of reach.
seal() {
    for name in tmp dev/shm build/root build/tmp build/journal; do
        try mount --bind "$place/$name" "$place/$name"
    done
    while read -r _ _ _ _ point options _; do
        case $point in
        "$place/tmp" | "$place/dev/shm" | "$place/build/root" | "$place/build/tmp" | "$place/build/journal") ;;
        "$place" | "$place"/*) try mount -o "remount,bind,ro${options#r[ow]}" none "$(printf '%b' "$point")" ;;
        esac
    done </proc/self/mountinfo
    # No user namespace in this one: a script has no use for what it could do there.
    if [ "$inside" = yes ]; then (echo 0 >/proc/sys/user/max_user_namespaces) 2>/dev/null; fi
    hostname smol 2>/dev/null
    try pivot_root . old
    cd / || end UNABLE "the new root can't be entered"
    mount -t proc -o subset=pid proc /proc 2>/dev/null || try mount -t proc proc /proc
    try umount -l /old
    place=
}

# Says that all is well, sees to it that nothing outlives the one who listens, and adds up memory. It starts no process that a
# fork bomb could keep from starting, but sleep(1).
watch() {
    trap '' PIPE
    while sleep 0.25; do
        printf 'ALIVE\n' || kill -9 -1
        pages=0
        for file in /proc/[0-9]*/statm; do
            if read -r _ resident shared _ <"$file"; then
                pages=$((pages + resident - shared))
            fi
        done
        if [ $((pages * page)) -gt "$memory" ]; then
            printf 'MEMORY\n'
            kill -9 -1
        fi
    done 2>/dev/null
}

# run_in SCRIPT: in a process namespace of its own, which ends with it
run_in() {
    unshare --mount --pid --fork --kill-child /bin/sh -c "$runner" sh "$confined" "$groups" "$memory" "$processes" "$1"
}

# run SCRIPT: and says how it went
run() {
    : >journal/program
    printf '%s\n' "$mark" >&2
    run_in "$1" >&2
    code=$?
    send PROGRAM journal/program
    printf 'EXIT %s\n' "$code"
}

page=$(getconf PAGESIZE)
inside=yes
read -r _ first _ </proc/self/uid_map
[ "$first" -ne 0 ] || inside=no
groups=$(cat /proc/self/setgroups)
printf 'READY %s %s\n' "$(ids uid_map)" "$(ids gid_map)"

find_place
try mount -t tmpfs -o "size=$size,nr_inodes=$inodes,mode=0755,nosuid,nodev" smol "$place"
cd "$place" || end UNABLE "$place can't be entered"
mkdir -p old proc tmp etc/ssl dev/shm build/tmp build/journal
chmod 1777 tmp dev/shm build/tmp
if [ "$confined" = yes ]; then
    show_host
    show_devices
fi
words=$(tar -C build --numeric-owner --warning=none -xpf - 2>&1) || end FAIL "the files can't be staged: $words"
exec </dev/null
touch build/staged
printf 'STAGED %s\n' "$(find build/staged -printf '%T@')"
: >build/journal/owners
if [ "$confined" = yes ]; then
    show_image
fi
[ "$confined" = no ] || seal

cd "$place/build" || end UNABLE "$place/build can't be entered"
PATH=$place/build/tools:$PATH
export PATH
words=$(run_in /dev/null 2>&1) || end UNABLE "${words:-scripts can not be run}"
list
# What a script changes has a later time than what was staged: the clock of files ticks every 10 ms, or more often.
sleep 0.02
watch &
watcher=$!
for script; do
    printf 'SCRIPT %s\n' "$script"
    run "$script"
    if [ "$code" -ne 0 ]; then
        kill -9 "$watcher"
        list
        exit 0
    fi
done
kill -9 "$watcher"
wait "$watcher" 2>/dev/null
send OWNERS journal/owners
list
printf 'CONTENT\n'
find root -type f -cnewer staged -print0 | tar --null -T - --format=pax --sparse -cf -
