using System.Globalization;
using Smol.Guests;
using Smol.Machines.Host;

namespace Smol.Machines.Qemu;

/// <summary>What a kernel is told when it starts.</summary>
internal static class KernelCommandLine
{
    /// <summary>The value of <c>-append</c>.</summary>
    public static string Of(MachineSpec spec, HostFacts host) => string.Join(' ', spec.Guest == GuestKind.Linux ? Linux(spec, host) : NetBsd(spec));

    private static IEnumerable<string> NetBsd(MachineSpec spec)
    {
        yield return spec.Console == ConsoleKind.Viocon ? "console=viocon" : "console=com";
        yield return $"root=NAME={spec.Partition}";
        foreach (string argument in spec.KernelArguments.DefaultIfEmpty("-z"))
            yield return argument;
    }

    /// <summary>
    /// Linux: quiet, because each line on a serial port costs time; a panic ends the machine. Under TCG the clock is not measured
    /// but told (see <see cref="TimeStampCounter"/>): on a loaded host the measurement fails, and the boot then hangs.
    /// </summary>
    private static IEnumerable<string> Linux(MachineSpec spec, HostFacts host)
    {
        yield return "console=ttyS0 panic=-1 quiet";
        if (host.Accelerator == Accelerator.Tcg)
            yield return "tsc=unstable no_timer_check lpj=1000000";
        if (host is { Accelerator: Accelerator.Tcg, TscKiloHertz: { } kiloHertz })
            yield return string.Create(CultureInfo.InvariantCulture, $"tsc_early_khz={kiloHertz}");
        yield return $"root=NAME={spec.Partition} {(spec.ReadOnly ? "ro" : "rw")}";
        foreach (string argument in spec.KernelArguments)
            yield return argument;
    }
}
