namespace Smol.Machines;

/// <summary>What a machine's virtual CPUs are.</summary>
public enum MachineArchitecture
{
    /// <summary>64-bit x86, NetBSD's amd64.</summary>
    Amd64,

    /// <summary>32-bit x86.</summary>
    I386,

    /// <summary>64-bit ARM, NetBSD's evbarm-aarch64.</summary>
    AArch64,
}
