namespace Smol.Building.Sandbox;

/// <summary>What the scripts of a service may use up.</summary>
public sealed record SandboxLimits
{
    /// <summary>All scripts together.</summary>
    public TimeSpan Time { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>Memory of one process, and of all together, in bytes.</summary>
    public long Memory { get; init; } = 2L << 30;

    /// <summary>How many processes at once.</summary>
    public int Processes { get; init; } = 1024;

    /// <summary>What the files that scripts make may take, besides those of the tree, in bytes. They are in memory.</summary>
    public long Space { get; init; } = 2L << 30;

    /// <summary>How many files scripts may make.</summary>
    public int Files { get; init; } = 1_000_000;
}
