namespace Smol.Machines.Host;

/// <summary>What a QEMU command depends on besides the machine.</summary>
/// <param name="QemuPath">The QEMU program.</param>
/// <param name="QemuVersion">Its version.</param>
/// <param name="Accelerator">What runs the virtual CPUs.</param>
/// <param name="TscKiloHertz">How fast this CPU's time stamp counter counts, where that is known.</param>
public sealed record HostFacts(string QemuPath, Version QemuVersion, Accelerator Accelerator, int? TscKiloHertz);
