using Smol.Guests;
using Smol.Machines.Firecracker;
using Smol.Machines.Qemu;
using Smol.Storage;

namespace Smol.Machines;

/// <summary>Looks at a machine's spec before anything is done for it.</summary>
internal static class MachineCheck
{
    private const int VariableNameLength = 35;
    private const int FileNameLength = 34;
    private const int MostSockets = 30;

    /// <summary>The same spec with full paths: QEMU's daemon runs in the root folder.</summary>
    /// <exception cref="SmolException">Something in it can't be.</exception>
    public static MachineSpec Complete(MachineSpec spec)
    {
        if (spec.Name is { } name)
            MachineName.Check(name);
        CheckAmounts(spec);
        if (spec.Vmm == VmmKind.Firecracker)
            spec = FirecrackerCheck.Complete(spec);
        CheckNetwork(spec);
        // It becomes one word among others of the kernel's command line.
        if (!spec.BootsByBios && spec.Root is null && spec.Storage != RootStorage.RamDisk && !IsWord(spec.Partition))
            throw new SmolException("its partition's name can't be said to a kernel", spec.ImageReference, "use printable letters without spaces");
        if (spec.Root is { } root && !IsWord(root))
            throw new SmolException("can't be said to a kernel", $"root '{root}'", "it is a word like 'NAME=webroot' or 'ld0a'");
        CheckNames(spec.Variables.Select(variable => variable.Name), VariableNameLength);
        if (spec.Variables.FirstOrDefault(variable => char.IsAsciiDigit(variable.Name[0])) is { } unnamed)
            throw new SmolException("is not a name that a shell can have for a variable", unnamed.Name, "let it begin with a letter or '_'");
        CheckNames(spec.Files.Select(file => file.Name), FileNameLength);
        if (!spec.BootsByBios)
            KernelFile.Check(Existing(spec.KernelPath, "kernel"));
        return spec with
        {
            ImagePath = Existing(spec.ImagePath, "image"),
            KernelPath = spec.BootsByBios ? "" : Path.GetFullPath(spec.KernelPath),
            InitrdPath = spec.InitrdPath is null ? null : Existing(spec.InitrdPath, "initial RAM disk"),
            Drives = [.. spec.Drives.Select(drive => drive with { Path = Existing(drive.Path, "disk image") })],
            Shares = [.. spec.Shares.Select(share => share with { Path = ExistingFolder(share.Path) })],
            Files = [.. spec.Files.Select(file => file with { Path = Existing(file.Path, "file for the guest") })],
        };
    }

    private static void CheckAmounts(MachineSpec spec)
    {
        if (spec.MemoryMiB < 1)
            throw new SmolException("a machine needs memory", $"{spec.MemoryMiB} MiB", "256 MiB is the usual size");
        if (spec.Cpus < 1)
            throw new SmolException("a machine needs a CPU", $"{spec.Cpus} CPUs");
        if (spec.LogMax < 4096)
            throw new SmolException("is too little for a log", $"{spec.LogMax} bytes", "give it at least 4096");
        if (spec.Sockets is < 0 or > MostSockets)
            throw new SmolException($"a machine has at most {MostSockets} ports of its own", $"{spec.Sockets} sockets");
        if (spec.Storage == RootStorage.RamDisk && spec.Guest == GuestKind.Linux)
            throw new SmolException("a Linux guest can't have its root in a RAM disk", spec.ImageReference, "its RAM disk is what leads it to its root; leave out '-I'");
        foreach (int? port in (int?[])[spec.SerialPort, spec.QmpPort, spec.GdbPort])
            if (port is < 1 or > 65535)
                throw new SmolException("is not a port from 1 to 65535", $"{port}");
    }

    private static void CheckNetwork(MachineSpec spec)
    {
        if (!spec.HasUserNetwork && spec.Forwards.Count > 0)
            throw new SmolException("a port can't be forwarded to a guest without a network", $"port forward '{spec.Forwards[0]}'", "leave out '-p', or let it have the user network: no '-N', and '--network default' beside networks without a way out");
        if (spec.HasTap && OperatingSystem.IsLinux() && !File.Exists("/dev/net/tun"))
            throw new SmolException("a tap needs the host's tun driver, and there is no such device", "/dev/net/tun", "'modprobe tun' may bring it");
        if (spec.HasTap && !Environment.IsPrivilegedProcess)
            throw new SmolException("only root can make a tap", "-b", "use '--bridge NAME' with QEMU's bridge helper, or '-p' for ports");
        foreach (string tap in spec.Taps)
            CheckTap(tap);
        if (spec.Networks.GroupBy(place => place.Network).FirstOrDefault(group => group.Count() > 1) is { } twice)
            throw new SmolException("a machine is on a network once", $"network '{twice.Key}'");
        if (spec.Bridge is { } bridge && OperatingSystem.IsLinux() && !Directory.Exists($"/sys/class/net/{Path.GetFileName(bridge)}/bridge"))
            throw new SmolException("this host has no such bridge", bridge, $"'ip link add {bridge} type bridge' makes one; QEMU's helper wants 'allow {bridge}' in /etc/qemu/bridge.conf");
    }

    private static void CheckTap(string tap)
    {
        // linux/if.h: IFNAMSIZ, its final zero included.
        if (tap.Length is 0 or > 15 || tap.Any(letter => letter is '/' or <= ' ' or > '~'))
            throw new SmolException("is not the name of a tap", tap);
        if (OperatingSystem.IsLinux() && !File.Exists($"/sys/class/net/{tap}/tun_flags"))
            throw new SmolException("this host has no such tap", tap, $"'ip tuntap add {tap} mode tap user $USER' makes one, as root");
    }

    private static void CheckNames(IEnumerable<string> names, int longest)
    {
        var seen = new HashSet<string>();
        foreach (string name in names)
        {
            if (name.Length == 0 || name.Length > longest || !name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter == '_'))
                throw new SmolException("is not a name that a guest can look up", name, $"names are letters, digits and '_', at most {longest} of them");
            if (!seen.Add(name))
                throw new SmolException("is given twice", name);
        }
    }

    private static string Existing(string path, string what) =>
        File.Exists(path) ? Path.GetFullPath(path) : throw new SmolException($"there is no such {what}", path);

    private static string ExistingFolder(string path) =>
        Directory.Exists(path) ? Path.GetFullPath(path) : throw new SmolException("there is no such folder to share", path);

    private static bool IsWord(string text) => text.Length > 0 && text.All(letter => letter is >= '!' and <= '~');
}
