using Smol.Cli.Machines;
using Smol.Guests;
using Smol.Guests.Kernels;
using Smol.Guests.NetBsd;
using Smol.Machines;
using Smol.Machines.Host;
using Smol.Machines.Qemu;
using Smol.Storage.Archives;

namespace Smol.Cli.Kernels;

/// <summary>How <c>smol run</c> starts a kernel.</summary>
/// <param name="Arguments">What it tells the kernel, <c>PARTITION</c> standing for the name of the image's partition; null where it does not start it.</param>
/// <param name="Reasons">Why.</param>
internal sealed record KernelStart(string? Arguments, IReadOnlyList<string> Reasons)
{
    // The arguments of a NetBSD kernel depend on nothing of the host, those of a Linux kernel on the accelerator.
    private static readonly HostFacts AnyHost = new("qemu-system-x86_64", new(0, 0), Accelerator.Kvm, null);

    public static KernelStart Of(KernelImage image, KernelInspection kernel)
    {
        if (image.Compression != Compression.None)
            return new(null, ["a VMM takes no compressed kernel: decompress it first"]);
        if (image.Elf is not null && kernel.PvhEntry is null)
            return new(null, ["there is no PVH entry: QEMU can't start it"]);
        ConsoleKind console = image.Elf is { } elf && kernel.Guest == GuestKind.NetBsd ? NetBsdKernelFiles.ConsoleOf(elf) : ConsoleKind.Com;
        var spec = new MachineSpec
        {
            ImageReference = "", ImagePath = "", KernelPath = image.Path, Partition = "PARTITION", Guest = kernel.Guest ?? GuestKind.NetBsd, Console = console,
        };
        return new(KernelCommandLine.Of(spec, AnyHost), [.. Explain(spec)]);
    }

    private static IEnumerable<string> Explain(MachineSpec spec)
    {
        if (spec.Guest == GuestKind.Linux)
        {
            yield return "console=ttyS0: a Linux guest always has it on the serial port";
            yield return "under TCG the clock's rate is told too";
        }
        else
        {
            yield return spec.Console == ConsoleKind.Viocon
                ? $"console=viocon: it has the symbol {NetBsdKernel.VirtioConsoleSymbol}"
                : $"console=com: it has no symbol {NetBsdKernel.VirtioConsoleSymbol}";
            yield return "-z: be quiet, unless -a says something else";
        }
    }
}
