namespace Smol.Machines;

/// <summary>Where a NetBSD kernel has its console; a Linux guest always has it on the serial port.</summary>
public enum ConsoleKind
{
    /// <summary>The first serial port.</summary>
    Com,

    /// <summary>The first virtio console port, for kernels with the symbol <c>viocon_earlyinit</c>.</summary>
    Viocon,
}
