using System.Globalization;
using Smol.Guests;
using Smol.Machines.Host;

namespace Smol.Machines.Qemu;

/// <summary>What a kernel is told when it starts.</summary>
public static class KernelCommandLine
{
    // Where nobody says the real rate: a wrong one makes the guest's clock run a little fast or slow, none lets the boot hang.
    private const int RoughKiloHertz = 2_500_000;

    /// <summary>The value of <c>-append</c>.</summary>
    /// <param name="spec">The machine.</param>
    /// <param name="host">The host that it runs on.</param>
    public static string Of(MachineSpec spec, HostFacts host) => string.Join(' ', spec.Guest == GuestKind.Linux ? Linux(spec, host) : NetBsd(spec));

    private static IEnumerable<string> NetBsd(MachineSpec spec)
    {
        yield return spec.Console == ConsoleKind.Viocon ? "console=viocon" : "console=com";
        if (spec.Storage != RootStorage.RamDisk)
            yield return $"root={spec.Root ?? $"NAME={spec.Partition}"}";
        foreach (string argument in spec.KernelArguments.DefaultIfEmpty("-z"))
            yield return argument;
    }

    /// <summary>
    /// Linux: quiet, because each line on a serial port costs time; a panic ends the machine. Under TCG the clock is not measured
    /// but told (see <see cref="TimeStampCounter"/>): on a loaded host the measurement fails, and the boot then hangs. Where it is known
    /// exactly, it is the guest's clock: without one of that resolution Linux takes a tick 250 times a second, idle or not.
    /// </summary>
    private static IEnumerable<string> Linux(MachineSpec spec, HostFacts host)
    {
        // Nothing but a triple fault resets a microvm for sure, and a Firecracker has a keyboard controller for it; and a kernel that starts every minute need not test its ciphers.
        bool isArm = spec.Architecture == MachineArchitecture.AArch64;
        yield return isArm ? "console=ttyAMA0 panic=-1 quiet cryptomgr.notests" : $"console=ttyS0 panic=-1 reboot={(spec.Vmm == VmmKind.Firecracker ? 'k' : 't')} quiet cryptomgr.notests";
        if (host.Accelerator == Accelerator.Tcg && !isArm)
            yield return string.Create(CultureInfo.InvariantCulture, $"tsc={(host.TscKiloHertz is null ? "unstable" : "reliable")} no_timer_check lpj=1000000 tsc_early_khz={host.TscKiloHertz ?? RoughKiloHertz}");
        yield return $"root=NAME={spec.Partition} {(spec.ReadOnly ? "ro" : "rw")}";
        foreach (string argument in spec.KernelArguments)
            yield return argument;
    }
}
