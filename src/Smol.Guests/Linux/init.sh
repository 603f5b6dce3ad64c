#!/bin/sh
# The first process of a Linux guest: from smol's initramfs to the image's own init or rc. docs/guest-protocol.md has the contract.

# Busybox finds its applets through /proc.
/bin/busybox mount -t proc proc /proc
mount -t sysfs sysfs /sys
mount -t devtmpfs devtmpfs /dev

fail() {
    echo "smol: $*" >/dev/console
    poweroff -f
}

while read -r module; do
    insmod "/modules/$module.ko" || echo "smol: the module $module can't be loaded" >/dev/console
done </modules/order

name='' mode=rw
read -r line </proc/cmdline
for word in $line; do
    case $word in
    root=NAME=*) name=${word#root=NAME=} ;;
    ro|rw) mode=$word ;;
    esac
done

# The partition that has the name; the disk is there by now, or soon.
device=''
attempt=0
while [ -z "$device" ] && [ "$attempt" -lt 200 ]; do
    for event in /sys/class/block/*/uevent; do
        if grep -qx "PARTNAME=$name" "$event"; then
            device=${event%/uevent}
            device=/dev/${device##*/}
            break
        fi
    done
    [ -n "$device" ] || usleep 25000
    attempt=$((attempt + 1))
done
[ -n "$device" ] || fail "no disk has a partition named '$name'"
mount -t ext2 -o "$mode,noatime" "$device" /root || fail "$device can't be mounted"

for directory in dev proc sys; do
    [ -d "/root/$directory" ] || fail "the image has no directory /$directory"
done
if [ -x /root/sbin/init ]; then
    for directory in dev proc sys; do mount -o move "/$directory" "/root/$directory"; done
    exec switch_root /root /sbin/init
fi
for directory in dev proc sys; do mount -o bind "/$directory" "/root/$directory"; done
[ ! -d /root/tmp ] || mount -t tmpfs tmpfs /root/tmp
[ ! -d /root/run ] || mount -t tmpfs tmpfs /root/run

# Sets control to the control port, which is known by its name.
find_control() {
    control=''
    for port in /sys/class/virtio-ports/*/name; do
        label=''
        [ ! -f "$port" ] || read -r label <"$port"
        if [ "$label" = org.smolbsd.control ]; then
            control=${port%/name}
            control=/dev/${control##*/}
        fi
    done
    [ -n "$control" ]
}

# The port appears a moment after its driver, where the machine has one at all.
obey() {
    attempt=0
    until find_control; do
        [ "$attempt" -lt 200 ] || return
        attempt=$((attempt + 1))
        usleep 25000
    done
    # A port can be opened once at a time, so both ways go through one descriptor.
    exec 3<>"$control"
    echo READY >&3
    # Reading gives nothing while nobody is connected on the host's side.
    while :; do
        while read -r order <&3; do
            [ "$order" = STOP ] || continue
            kill -TERM -1
            sleep 3 3<&-
            kill -KILL -1
        done
        usleep 100000 3<&-
    done
}
obey &
obeyer=$!

cd /root || fail "the root is not there"
env -i HOME=/ PATH=/sbin:/bin:/usr/sbin:/usr/bin TERM=vt100 chroot /root /bin/sh /etc/rc </dev/console >/dev/console 2>&1 &
wait $!
status=$?

# Who waits on the other side learns the status; where nobody is connected, the line would wait for ever.
kill -KILL $obeyer 2>/dev/null
wait $obeyer 2>/dev/null
! find_control || timeout -s KILL 1 sh -c "echo EXIT $status >$control"
cd /
sync
mount -o remount,ro /root 2>/dev/null || { kill -KILL -1; usleep 100000; mount -o remount,ro /root; }
poweroff -f
