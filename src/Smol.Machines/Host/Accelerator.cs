namespace Smol.Machines.Host;

/// <summary>What runs a machine's virtual CPUs.</summary>
public enum Accelerator
{
    /// <summary>QEMU's own translator: slow, and works everywhere.</summary>
    Tcg,

    /// <summary>Linux's hypervisor.</summary>
    Kvm,

    /// <summary>macOS's hypervisor.</summary>
    Hvf,

    /// <summary>NetBSD's hypervisor.</summary>
    Nvmm,
}
