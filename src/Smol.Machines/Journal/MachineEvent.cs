namespace Smol.Machines.Journal;

/// <summary>Something that happened to a machine.</summary>
/// <param name="Number">Its place in the journal: each is one more than the one before.</param>
/// <param name="Time">When.</param>
/// <param name="Action">What.</param>
/// <param name="Name">The machine's name, after it.</param>
/// <param name="Id">The machine's id.</param>
/// <param name="Image">What the user called its image.</param>
public sealed record MachineEvent(long Number, DateTimeOffset Time, MachineAction Action, string Name, string Id, string Image)
{
    /// <summary>With <see cref="MachineAction.Die"/>: what its workload ended with, when somebody knows.</summary>
    public int? ExitCode { get; init; }

    /// <summary>With <see cref="MachineAction.Stop"/>: how.</summary>
    public StopMethod? StoppedBy { get; init; }

    /// <summary>With <see cref="MachineAction.Rename"/>: its name before.</summary>
    public string? OldName { get; init; }
}
