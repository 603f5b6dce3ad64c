using System.Globalization;
using Smol.Machines.Host;
using Smol.Machines.State;
using Smol.Storage;

namespace Smol.Machines.Qemu;

/// <summary>The QEMU command of a machine. A pure function: the same machine, host and folder give the same command.</summary>
public static class QemuCommand
{
    // A microvm without ACPI has this many slots for virtio (hw/i386/microvm.c: virtio_num_transports).
    private const int MostDevices = 8;

    private static readonly Version Oldest = new(7, 2);

    /// <summary>The program and its arguments.</summary>
    /// <param name="spec">The machine; the ports of its forwards are chosen, its name too.</param>
    /// <param name="host">The host.</param>
    /// <param name="paths">Where the machine keeps its files.</param>
    /// <param name="isPaused">Whether the guest waits for QMP's <c>cont</c> before its first instruction.</param>
    /// <exception cref="SmolException">QEMU can't do what the machine asks for.</exception>
    public static IReadOnlyList<string> Build(MachineSpec spec, HostFacts host, MachinePaths paths, bool isPaused)
    {
        if (host.QemuVersion < Oldest)
            throw new SmolException($"is QEMU {host.QemuVersion}, which is too old", host.QemuPath, $"install {Oldest} or newer");
        List<string> argv =
        [
            host.QemuPath, "-nodefaults", "-no-user-config", "-name", spec.Name!,
            .. QemuPlatform.Arguments(spec, host), .. Kernel(spec, host, paths),
            .. spec.BootsByBios ? [] : (string[])["-global", "virtio-mmio.force-legacy=false"], "-device", QemuWords.Virtio(spec, "rng"),
            .. QemuDisks.Arguments(spec, paths), .. QemuNetwork.Arguments(spec), .. QemuConsoles.Arguments(spec, paths),
            .. QemuShares.Arguments(spec, host), .. spec.QemuArguments,
            "-display", "none", "-no-reboot", "-daemonize", MachineObserver.PidFileOption, paths.PidFile,
        ];
        if (isPaused)
            argv.Add("-S");
        if (!QemuPlatform.HasAcpi(spec))
            CheckDevices(argv, spec);
        return argv;
    }

    private static string[] Kernel(MachineSpec spec, HostFacts host, MachinePaths paths)
    {
        if (spec.BootsByBios)
            return [];
        string? initrd = spec.Storage == RootStorage.RamDisk ? paths.RamDisk : spec.InitrdPath;
        return ["-kernel", spec.KernelPath, .. initrd is null ? [] : (string[])["-initrd", initrd], "-append", KernelCommandLine.Of(spec, host)];
    }

    /// <summary>QEMU's own words for one too many are "No 'virtio-bus' bus found".</summary>
    private static void CheckDevices(List<string> argv, MachineSpec spec)
    {
        string[] devices = [.. argv.Where(word => word.StartsWith("virtio-", StringComparison.Ordinal) && word.Split(',')[0].EndsWith("-device", StringComparison.Ordinal))];
        if (devices.Length <= MostDevices)
            return;
        IEnumerable<string> kinds = devices.GroupBy(word => word.Split(',')[0]["virtio-".Length..^"-device".Length])
            .Select(group => string.Create(CultureInfo.InvariantCulture, $"{group.Count()} {group.Key}"));
        throw new SmolException($"a microvm has {MostDevices} virtio devices at most, and this one would have {devices.Length}: {string.Join(", ", kinds)}",
            spec.Name, "leave out a share, a drive or a network");
    }
}
