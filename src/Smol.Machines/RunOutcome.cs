namespace Smol.Machines;

/// <summary>How a machine in the foreground came to its end.</summary>
/// <param name="Name">The machine.</param>
/// <param name="ExitCode">What its workload ended with, as far as the guest reported it.</param>
/// <param name="StoppedBy">How it was stopped when the caller asked for it; null when it ended by itself.</param>
/// <param name="HasFailed">Whether its QEMU was gone without having ended in order.</param>
public sealed record RunOutcome(string Name, int? ExitCode, StopMethod? StoppedBy, bool HasFailed = false)
{
    /// <summary>Whether the user went away from its console, and it goes on.</summary>
    public bool IsDetached { get; init; }

    /// <summary>Whether the guest ended by itself, and nothing ever came from it: as a rule it never got as far as its console.</summary>
    public bool IsMute { get; init; }

    /// <summary>Whether somebody stopped it, the caller or another command.</summary>
    public bool WasStopped { get; init; }
}
