#!/bin/sh
# Runs the steps of a build in a guest that has booted from the image that they change. In place of /etc/rc; docs/build-boot.md.
# It is read from a filesystem in memory, so that it keeps no file of the image open.
export PATH=/sbin:/bin:/usr/sbin:/usr/bin:/usr/pkg/sbin:/usr/pkg/bin:/rescue
BOOT=/.smol
run=$BOOT/run

if [ "${1:-}" != running ]; then
    if [ ! -d /sys/kernel ]; then
        # shellcheck disable=SC2046 # one word
        set -- $(sysctl -n kern.root_device)
        read -r filesystem <$BOOT/filesystem
        # mount_ext2fs(8) knows no noatime.
        "mount_$filesystem" -o update,rw,noatime "/dev/$1" / 2>/dev/null || "mount_$filesystem" -o update,rw "/dev/$1" / || exit 1
        # Nobody is there to talk to the kernel's debugger.
        sysctl -w ddb.onpanic=0 >/dev/null 2>&1
    fi
    mount -t tmpfs tmpfs $run && cp $BOOT/driver $BOOT/steps $BOOT/functions $run && exec /bin/sh $run/driver running
    exit 1
fi

# The rc of the image, as the steps find it.
if [ -e $BOOT/rc ]; then mv -f $BOOT/rc /etc/rc; else rm -f /etc/rc; fi
export BOOT
if [ -d /sys/kernel ]; then
    # What steps leave there stays, as in /tmp of NetBSD.
    umount /tmp /run
    ip link set lo up
    if [ -d /sys/class/net/eth0 ]; then
        ip addr add 10.0.2.15/24 dev eth0
        ip link set eth0 up
        ip route add default via 10.0.2.2
    fi
else
    # Users that were added without a guest are not in the hashed files yet.
    while IFS=: read -r name _; do :; done </etc/passwd
    id "$name" || pwd_mkdb -p /etc/master.passwd
    ifconfig lo0 127.0.0.1
    ifconfig vioif0 10.0.2.15/24 2>/dev/null && route -q add default 10.0.2.2
fi >/dev/null 2>&1
[ -e /etc/resolv.conf ] || { echo 'nameserver 10.0.2.3' >/etc/resolv.conf && : >$BOOT/made-resolv; }

# end_step: as in a container, what a step has left running ends with it, and nothing is mounted any more
end_step() {
    if [ -d /sys/kernel ]; then
        for process in /proc/[0-9]*; do
            [ "${process#/proc/}" -le $$ ] || [ ! -e "$process/exe" ] || kill -KILL "${process#/proc/}"
        done
    else
        kill -KILL -1
    fi 2>/dev/null
    # shellcheck source=/dev/null
    [ ! -e $BOOT/after-$number ] || ( . $run/functions; . $BOOT/after-$number ) </dev/null 2>&1
}

read -r nonce count <$run/steps
number=0
while [ $number -lt "$count" ]; do
    echo "smol-$nonce begin $number"
    # shellcheck source=/dev/null
    ( . $run/functions; . $BOOT/step-$number ) </dev/null 2>&1
    code=$?
    end_step
    echo "smol-$nonce end $number $code"
    if [ $code != 0 ]; then
        [ -e $BOOT/debug ] || break
        echo "smol-$nonce shell"
        trap : INT
        # shellcheck source=/dev/null disable=SC2034 # debug is for the step
        ( debug=y; . $run/functions; . $BOOT/step-$number )
        echo "smol-$nonce shell-over"
        break
    fi
    number=$((number + 1))
    [ $number -lt "$count" ] || break
    # The host keeps the disk as it is now, and then sends a line.
    sync
    echo "smol-$nonce pause $number"
    read -r _
done

cd / || exit 1
[ ! -e $BOOT/made-resolv ] || rm -f /etc/resolv.conf
sync
if [ ! -d /sys/kernel ]; then
    # shellcheck disable=SC2046 # one word
    set -- $(sysctl -n kern.root_device)
    read -r filesystem <$BOOT/filesystem
    # An ext2 may not go back; the kernel unmounts it when it ends.
    "mount_$filesystem" -o update,ro "/dev/$1" / || [ "$filesystem" = ext2fs ] ||
        # What was killed just now may still have a file open.
        { sleep 1 && "mount_$filesystem" -o update,ro "/dev/$1" /; } && echo "smol-$nonce done"
    reboot -q
fi
echo "smol-$nonce done"
exit 0
