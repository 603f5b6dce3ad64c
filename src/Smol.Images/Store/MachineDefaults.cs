namespace Smol.Images.Store;

/// <summary>What machines of an image have where the user says nothing else.</summary>
public sealed record MachineDefaults
{
    /// <summary>Memory in MiB; null for the usual.</summary>
    public int? MemoryMiB { get; init; }

    /// <summary>The kernel's name or file; null for the guest's own.</summary>
    public string? Kernel { get; init; }

    /// <summary>Whether the console of one in the background is on a pseudo-terminal.</summary>
    public bool UsesPty { get; init; }

    /// <summary>Port forwards, as <c>run -p</c> takes them.</summary>
    public IReadOnlyList<string> Ports { get; init; } = [];
}
