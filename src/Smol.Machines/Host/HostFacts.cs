namespace Smol.Machines.Host;

/// <summary>What a QEMU command depends on besides the machine.</summary>
/// <param name="QemuPath">The QEMU program.</param>
/// <param name="QemuVersion">Its version.</param>
/// <param name="Accelerator">What runs the virtual CPUs.</param>
/// <param name="TscKiloHertz">How fast this CPU's time stamp counter counts, where that is known.</param>
public sealed record HostFacts(string QemuPath, Version QemuVersion, Accelerator Accelerator, int? TscKiloHertz)
{
    /// <summary>Whether the time stamp counter of an x86 counts at one rate whatever the CPU does.</summary>
    public bool HasInvariantCounter { get; init; } = true;

    /// <summary>Whether QEMU runs as root.</summary>
    public bool IsRoot { get; init; }
}
