using Smol.Cli.Options;

namespace Smol.Cli.Machines;

/// <summary>The options of <c>smol run</c> and <c>smol startnb</c>. Letters are smolBSD's where it has one.</summary>
internal static class RunOptions
{
    public const string Name = "name";
    public const string Detach = "detach";
    public const string Remove = "rm";
    public const string Publish = "publish";
    public const string PublishAll = "publish-all";
    public const string MachineFile = "file";
    public const string Image = "image";
    public const string Kernel = "kernel";
    public const string RamDisk = "ram-disk";
    public const string Memory = "memory";
    public const string Cpus = "cpus";
    public const string Append = "append";
    public const string Root = "root";
    public const string Drive = "drive";
    public const string Share = "share";
    public const string Variables = "vars";
    public const string Variable = "env";
    public const string GuestFiles = "guest-files";
    public const string Secret = "secret";
    public const string NoNetwork = "no-network";
    public const string Tap = "tap";
    public const string Bridge = "bridge";
    public const string Network = "network";
    public const string Sockets = "sockets";
    public const string Serial = "serial";
    public const string Pty = "pty";
    public const string SharedImage = "shared-image";
    public const string Ephemeral = "ephemeral";
    public const string Persist = "persist";
    public const string ReadOnly = "read-only";
    public const string Bios = "bios";
    public const string QemuArguments = "qemu-args";
    public const string QmpPort = "qmp-port";
    public const string GdbPort = "gdb";
    public const string Vmm = "vmm";
    public const string Accelerator = "accel";
    public const string LogMax = "log-max";
    public const string StopSignal = "stop-signal";
    public const string LogLimit = "log-limit";
    public const string Count = "count";
    public const string Timeout = "timeout";
    public const string Restart = "restart";
    public const string Timing = "timing";
    public const string TimingFile = "timing-to";
    public const string DetachKeys = "detach-keys";
    public const string PrintCommand = "print-command";
    public const string DryRun = "dry-run";
    public const string Plain = "plain";
    public const string Help = "help";

    public static IReadOnlyList<GetoptOption> Table { get; } =
    [
        new('f', MachineFile, "FILE", "A machine file, smolBSD's etc/NAME.conf; what is given here wins over it"),
        new('i', Image, "IMAGE", "The image, in place of the operand"),
        new('k', Kernel, "KERNEL", "A kernel's file, or the release of a kernel pack"),
        new('d', Detach, null, "Start it in the background and print its name"),
        new('\0', Name, "NAME", "Its name; made from the image's without one"),
        new('\0', Remove, null, "Remove it when it has stopped"),
        new('m', Memory, "SIZE", "Memory in MiB, or with a unit: 512, 128m, 1g (256)"),
        new('c', Cpus, "N", "Virtual CPUs (1)"),
        new('p', Publish, "PORTS", "[tcp|udp]:[hostaddr]:hostport-[guestaddr]:guestport, or 8080:80; port 0 takes a free one"),
        new('\0', PublishAll, null, "Publish all ports that the image says it listens on (EXPOSE) at free ports of 127.0.0.1"),
        new('e', Variables, "NAME=VALUE,…", "Variables for the guest; a comma divides them where NAME= follows"),
        new('\0', Variable, "NAME=VALUE", "One variable for the guest, whatever its value"),
        new('E', GuestFiles, "NAME=PATH,…", "Files of the host for the guest"),
        new('\0', Secret, "NAME=PATH", "A file that only you may read, for the guest; what is in it is nowhere written down"),
        new('w', Share, "FOLDER[:ro]", "A folder of the host for the guest (9p), read-write or read-only"),
        new('l', Drive, "FILE[:ro]", "One more drive; the guest writes to the file itself"),
        new('I', RamDisk, null, "Load the image's filesystem into memory as the root, in place of a drive"),
        new('s', SharedImage, null, "Write to the image itself, and don't keep others from doing the same"),
        new('\0', Persist, null, "Write to the image itself, which nobody else may have open"),
        new('\0', Ephemeral, null, "Throw away what was written when the machine stops"),
        new('\0', ReadOnly, null, "Let the guest write nothing"),
        new('a', Append, "ARGUMENTS", "More arguments for the kernel (-z)"),
        new('r', Root, "DEVICE", "What root= says, NAME=PARTITION or ld0a; the image tells it without"),
        new('\0', Bios, null, "Boot as a PC with a BIOS does, by what is in the image"),
        new('N', NoNetwork, null, "No user network"),
        new('b', Tap, null, "A tap of the host, which QEMU's qemu-ifup connects; for root"),
        new('\0', Bridge, "BRIDGE", "A bridge of the host, through QEMU's bridge helper"),
        new('\0', Network, "NETWORK", "A network of 'smol network create'; none is -N, tap:NAME a tap of the host that is there; may be repeated"),
        new('n', Sockets, "N", "Virtio ports for the guest's own use, each a socket on the host"),
        new('t', Serial, "PORT", "With -d: the console over telnet on this port of 127.0.0.1"),
        new('P', Pty, null, "With -d: the console on a pseudo-terminal, whose name is printed"),
        new('\0', QmpPort, "PORT", "QMP on this port of 127.0.0.1, too"),
        new('\0', GdbPort, "PORT", "QEMU's gdb stub on this port of 127.0.0.1"),
        new('x', QemuArguments, "ARGUMENTS", "More arguments for QEMU, quoted as in sh"),
        new('\0', Vmm, "NAME", "qemu, or firecracker, which needs Linux with KVM and has less (qemu)"),
        new('\0', Accelerator, "NAME", "kvm, hvf or tcg; the best that works without it"),
        new('\0', StopSignal, "SIGNAL", "What the guest's processes get when it is stopped; the image's STOPSIGNAL, or TERM, without it"),
        new('\0', LogMax, "MiB", "How long the console's log may grow (16)"),
        new('\0', LogLimit, "HOW", "hard: a process of smol's stays with a machine in the background and cuts its log; soft: commands that look at it do (soft)"),
        new('\0', Count, "N", "With -d: start as many from one image, each with its own overlay; --name WEB makes WEB-1 to WEB-N of them"),
        new('\0', Timeout, "SECONDS", "In the foreground: end the machine after as long, with exit code 124"),
        new('\0', Restart, "POLICY", "no, on-failure, on-failure:N, always, unless-stopped: in the foreground, start it again when it has ended (no)"),
        new('\0', Timing, null, "Show where the time went until the service was ready; with -d, wait for that"),
        new('\0', TimingFile, "FILE", "The same as JSON, into a file"),
        new('\0', DetachKeys, "KEYS", "Keys that leave the machine running (ctrl-p,ctrl-q); Ctrl-A X stops it, again at once"),
        new('v', PrintCommand, null, "Print the QEMU command, and do nothing"),
        new('\0', DryRun, null, "The same; with --vmm firecracker print its command and the requests to its API"),
        new('u', Plain, null, "Say it in plain letters"),
        new('h', Help, null, "Show this"),
    ];

    public static string HelpText { get; } = $"""
        Start a machine from an image.

        Usage:
          smol run [options] IMAGE [options] [-- COMMAND...]

        IMAGE is an image of the store, or a disk image's file. COMMAND goes to the guest as the variable CMD, a line for sh.

        Options:
        {Getopt.Describe(Table)}
        Examples:
          smol run hello
          smol run -d -p 8080:80 -e TOKEN=hi hello
          smol run -f etc/bozohttpd.conf -m 512
          smol run -w .:ro hello -- ls -l /mnt
          smol run --rm -k ./netbsd-SMOL ./my.img
        """;

    public static string ScriptHelpText { get; } = $"""
        Start a machine as smolBSD's startnb.sh does: the guest writes to the image's file itself, no machine is left when it stops, and
        qemu-NAME.pid in the current folder leads to QEMU's process number.

        Usage:
          smol startnb -f FILE | -i IMAGE [options]

        Options:
        {Getopt.Describe(Table)}
        Examples:
          smol startnb -f etc/bozohttpd.conf
          smol startnb -k kernels/netbsd-SMOL -i images/rescue-amd64.img -v
        """;
}
