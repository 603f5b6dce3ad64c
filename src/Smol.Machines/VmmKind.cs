namespace Smol.Machines;

/// <summary>What runs a machine.</summary>
public enum VmmKind
{
    /// <summary>QEMU.</summary>
    Qemu,

    /// <summary>Firecracker: Linux with KVM only, and less that a guest can have.</summary>
    Firecracker,
}
