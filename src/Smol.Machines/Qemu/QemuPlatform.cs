using Smol.Guests;
using Smol.Machines.Host;

namespace Smol.Machines.Qemu;

/// <summary>What the machine is: its board, its CPUs, its firmware, its memory.</summary>
internal static class QemuPlatform
{
    // Without it Linux takes the local APIC's timer for one that sleeps with the CPU, and lets it tick 250 times a second, idle or not.
    private const string AlwaysRunningTimer = ",+arat";

    private static readonly Version FirstBroken = new(9, 0);
    private static readonly Version FirstMended = new(9, 2);

    /// <summary>The arguments.</summary>
    public static IEnumerable<string> Arguments(MachineSpec spec, HostFacts host) =>
    [
        "-M", Board(spec, host), .. Firmware(spec, host),
        "-accel", AcceleratorOf(spec, host), "-cpu", Cpu(spec, host),
        "-smp", QemuWords.Number(spec.Cpus), "-m", QemuWords.Number(spec.MemoryMiB),
    ];

    /// <summary>Linux finds the devices of a microvm through ACPI; NetBSD through its command line, and starts faster without.</summary>
    public static bool HasAcpi(MachineSpec spec) => spec.BootsByBios || spec.Architecture == MachineArchitecture.AArch64 || spec.Guest == GuestKind.Linux;

    /// <summary>
    /// Linux changes its own code while it runs (<c>text_poke_bp</c>). Where each vCPU has a thread of its own, QEMU's translation of the old code can
    /// stay: then the vCPUs trap at a breakpoint that memory no longer has, for ever. Seen with QEMU 7.2, rarely, on a busy host.
    /// </summary>
    private static string AcceleratorOf(MachineSpec spec, HostFacts host) =>
        QemuWords.Of(host.Accelerator) + (host.Accelerator == Accelerator.Tcg && spec is { Guest: GuestKind.Linux, Cpus: > 1 } ? ",thread=single" : "");

    private static string Board(MachineSpec spec, HostFacts host)
    {
        if (spec.Architecture == MachineArchitecture.AArch64)
            return $"virt,gic-version={(host.Accelerator == Accelerator.Kvm ? "host" : "3")}";
        if (spec.BootsByBios)
            return "pc";
        string roms = HasBrokenFirmware(spec, host) ? "" : ",x-option-roms=off";
        return $"microvm,rtc=on,acpi={(HasAcpi(spec) ? "on" : "off")},pic=off{roms}";
    }

    // SeaBIOS, the firmware of a microvm with ACPI, starts a kernel through an option ROM.
    private static string[] Firmware(MachineSpec spec, HostFacts host) => HasBrokenFirmware(spec, host) ? ["-bios", "bios-microvm.bin"] : [];

    /// <summary>The qboot of QEMU 9.0 and 9.1, a microvm's firmware without ACPI, dies of "stack smashing"; smolBSD brings a SeaBIOS of its own for them.</summary>
    private static bool HasBrokenFirmware(MachineSpec spec, HostFacts host) =>
        !HasAcpi(spec) && host.QemuVersion >= FirstBroken && host.QemuVersion < FirstMended;

    private static string Cpu(MachineSpec spec, HostFacts host)
    {
        if (spec.Architecture == MachineArchitecture.AArch64)
            return host.Accelerator == Accelerator.Tcg ? "max" : "host";
        string cpu = X86Cpu(host.Accelerator, host.HasInvariantCounter);
        return spec.Guest == GuestKind.Linux && host.Accelerator == Accelerator.Tcg ? cpu + AlwaysRunningTimer : cpu;
    }

    /// <summary>
    /// The value of <c>-cpu</c> on an x86. NetBSD wants an invariant time stamp counter, where the host has one, and both guests an
    /// instruction for entropy.
    /// </summary>
    public static string X86Cpu(Accelerator accelerator, bool hasInvariantCounter) => accelerator switch
    {
        Accelerator.Tcg => "qemu64,+rdrand",
        _ => hasInvariantCounter ? "host,+invtsc" : "host",
    };
}
