#!/bin/sh
# The first process of a Linux guest: from smol's initramfs to the image's own init or rc. docs/guest-protocol.md has the contract.
# It stays in the initramfs, with the image's root as its working directory: whatever happens in the image, it can still end cleanly.
export PATH=/sbin:/bin:/usr/sbin:/usr/bin

grace=5       # seconds that processes have between TERM, or the host's other signal, and KILL
init_grace=20 # seconds that the image's own init has to end
self=1        # the process that speaks
nonce_file=/sys/firmware/qemu_fw_cfg/by_name/opt/org.smolbsd.var.SMOL_NONCE/raw
control=${control-} # the port to the host
nonce=${nonce-}     # where there is no port: what no line of the workload's carries

# wait_for SECONDS COMMAND...: until the command succeeds
wait_for() {
    tries=$(($1 * 20))
    shift
    until "$@"; do
        [ $((tries -= 1)) -gt 0 ] || return 1
        usleep 50000
    done
}

gone() { ! kill -0 "$1" 2>/dev/null; }

# alone: nobody is left but process 1, the one that speaks, and the kernel's threads, which have no program
alone() {
    for program in /proc/[0-9]*/exe; do
        case $program in
        /proc/1/exe | "/proc/$self/exe") ;;
        *) [ ! -e "$program" ] || return 1 ;;
        esac
    done
}

# stop_processes SIGNAL
stop_processes() {
    kill "-$1" -1 || kill -TERM -1
    wait_for $grace alone || kill -KILL -1
}

# finish: leaves filesystems clean and switches off
finish() {
    sync
    while read -r device place _ options _; do
        case $device,$options in
        /dev/*,rw*) mount -o remount,ro "$device" ".$place" ;;
        esac
    done </proc/mounts
    poweroff -f
}

# finish_with CODE: the host learns the code; where nobody can hear it, the line would wait for ever
finish_with() {
    if [ -n "$control" ]; then
        echo "EXIT $1" >&3 &
        wait_for 1 gone $!
    elif [ -n "$nonce" ]; then
        echo "smol $nonce EXIT $1"
    fi
    finish
}

fail() {
    echo "smol: $*"
    finish_with 125
}

prepare_kernel() {
    # Busybox finds its applets through /proc.
    /bin/busybox mount -t proc proc /proc
    mount -t sysfs sysfs /sys
    mount -t devtmpfs devtmpfs /dev
    # A microvm may not hear the ACPI reset that Linux ends with; nothing survives a triple fault.
    [ ! -w /sys/kernel/reboot/type ] || echo triple >/sys/kernel/reboot/type
    while read -r module; do
        insmod "/modules/$module.ko" || echo "smol: the module $module can't be loaded"
    done </modules/order
}

read_command_line() {
    name='' mode=ro
    read -r line </proc/cmdline
    for word in $line; do
        case $word in
        root=NAME=*) name=${word#root=NAME=} ;;
        ro | rw) mode=$word ;;
        esac
    done
}

# The control port is known by its name. Where there is a device for it, it appears a moment after its driver.
find_control() {
    for port in /sys/class/virtio-ports/*; do
        label=''
        [ ! -f "$port/name" ] || read -r label <"$port/name"
        [ "$label" != org.smolbsd.control ] || control=/dev/${port##*/}
    done
    [ -c "$control" ]
}

# It can be opened once at a time, so all go through one descriptor.
open_control() {
    for console in /sys/bus/virtio/drivers/virtio_console/virtio*; do
        [ ! -e "$console" ] || ! wait_for 1 find_control || exec 3<>"$control"
    done
    [ -n "$control" ] || read_nonce
}

read_nonce() {
    [ ! -f "$nonce_file" ] || read -r nonce <"$nonce_file" || :
}

find_root() {
    device=$(grep -lFx "PARTNAME=$name" /sys/class/block/*/uevent) || return 1
    device=${device%/uevent}
    device=/dev/${device##*/}
    [ -b "$device" ]
}

mount_root() {
    # The disk is there by now, or soon.
    wait_for 5 find_root ||
        fail "no disk has a partition named '$name', only: $(sed -n 's/^PARTNAME=//p' /sys/class/block/*/uevent | tr '\n' ' ')"
    mount -t ext2 -o "$mode,noatime" "$device" /root || fail "$device can't be mounted"
    cd /root || fail "the root is not there"
    for directory in dev proc sys; do
        [ -d $directory ] || fail "the image has no directory /$directory"
        mount -o bind /$directory $directory
    done
    mkdir -p /dev/pts /dev/shm
    mount -t devpts -o mode=620,ptmxmode=666 devpts dev/pts
    mount -t tmpfs -o mode=1777 tmpfs dev/shm
    [ ! -d tmp ] || mount -t tmpfs -o mode=1777 tmpfs tmp
    [ ! -d run ] || mount -t tmpfs -o mode=755 tmpfs run
    # From now on the image's root is the root of all but this process: no chroot prison for what runs there.
    mount -o move . /
    join_networks
    name_hosts
}

# join_networks: the address of a card on one of smol's networks tells the guest's own; see docs/guest-protocol.md
join_networks() {
    for link in /sys/class/net/*; do
        mark=''
        [ ! -f "$link/address" ] || IFS=: read -r mark length a b c d <"$link/address"
        [ "$mark" = 5a ] || continue
        ip addr add "$((0x$a)).$((0x$b)).$((0x$c)).$((0x$d))/$((0x$length))" dev "${link##*/}"
        ip link set "${link##*/}" up
    done
}

# name_hosts: the names on these networks, in a /etc/hosts of our own over the image's, which stays as it is
name_hosts() {
    names=/sys/firmware/qemu_fw_cfg/by_name/opt/org.smolbsd.var.SMOL_HOSTS/raw
    # A symbolic link means something else here than in the image.
    [ -f $names ] && [ ! -L etc ] && [ ! -L etc/hosts ] || return 0
    touch etc/hosts 2>/dev/null || [ -f etc/hosts ] || return 0
    cat etc/hosts >/hosts
    read -r hosts <$names
    # shellcheck disable=SC2086 # addresses and names
    set -- $hosts
    while [ $# -ge 2 ]; do
        echo "$1 $2 # smol" >>/hosts
        shift 2
    done
    mount -o bind /hosts etc/hosts
}

# add_host NAME ADDRESS...: for what was there of this name or with these addresses
add_host() {
    [ -f /hosts ] || return 0
    name=$1
    shift
    awk -v name="$name" -v addresses=" $* " '!(/ # smol$/ && ($2 == name || index(addresses, " " $1 " ")))' /hosts >/hosts.new
    for address; do
        echo "$address $name # smol" >>/hosts.new
    done
    # Not renamed: it is mounted.
    cat /hosts.new >/hosts
}

# listen COMMAND: runs the command when the host says STOP, with the signal that it names
listen() {
    read -r self _ </proc/self/stat
    echo READY >&3
    while :; do
        while read -r order words <&3; do
            # shellcheck disable=SC2086 # a name and addresses, or a signal
            case $order in
            HOST) add_host $words ;;
            STOP) "$1" ${words:-TERM} ;;
            esac
        done
        # Where the host's end is a socket, reading gives nothing while nobody is connected.
        sleep 1
    done
}

# What Ctrl-Alt-Del does is how an init is asked to end.
stop_init() {
    kill -INT 1
    sleep $init_grace
    stop_processes TERM
    finish
}

run_init() {
    [ -z "$control" ] || listen stop_init &
    exec env -i HOME=/ TERM=vt100 chroot . /sbin/init 3>&-
}

# with_terminal: the rest is done with the console as terminal, so that Ctrl-C and job control work there
with_terminal() {
    read -r consoles </sys/class/tty/console/active
    export control nonce
    exec setsid -c /init run_rc <>"/dev/${consoles##* }" >&0 2>&1
}

run_rc() {
    # Ctrl-C is for rc. To ignore it here would have rc ignore it too.
    trap : INT QUIT
    [ -z "$control" ] || listen stop_processes &
    env -i HOME=/ PATH="$PATH" TERM=vt100 chroot . /bin/sh /etc/rc 3>&-
    status=$?
    stop_processes TERM
    finish_with "$status"
}

if [ "$1" = run_rc ]; then
    run_rc
fi
prepare_kernel
read_command_line
open_control
mount_root
# Not -x: an absolute link means something else here than in the image.
if [ -e sbin/init ] || [ -L sbin/init ]; then
    run_init
fi
with_terminal
