namespace Smol.Machines;

/// <summary>How long each step of a machine's life may take before the next measure.</summary>
public sealed record MachinePatience
{
    /// <summary>For QEMU to start.</summary>
    public TimeSpan Start { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>For QEMU to answer on QMP, and for it to end after <c>quit</c>.</summary>
    public TimeSpan Quit { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>For QEMU to end after a signal.</summary>
    public TimeSpan Signal { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>For another process of ours to leave a machine alone.</summary>
    public TimeSpan Lock { get; init; } = TimeSpan.FromSeconds(60);
}
