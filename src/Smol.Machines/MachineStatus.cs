using Smol.Machines.Host;
using Smol.Machines.Ports;
using Smol.Machines.State;

namespace Smol.Machines;

/// <summary>A machine at one moment.</summary>
public sealed record MachineStatus
{
    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>An id that no other machine ever has.</summary>
    public required string Id { get; init; }

    /// <summary>What it is made of.</summary>
    public required MachineSpec Spec { get; init; }

    /// <summary>Where its files are.</summary>
    public required MachinePaths Paths { get; init; }

    /// <summary>Where it is in its life.</summary>
    public required MachineState State { get; init; }

    /// <summary>When it was created.</summary>
    public required DateTimeOffset Created { get; init; }

    /// <summary>When its last run began, or null when it never ran.</summary>
    public DateTimeOffset? Started { get; init; }

    /// <summary>What its virtual CPUs run with, once it ran.</summary>
    public Accelerator? Accelerator { get; init; }

    /// <summary>Its port forwards; once it ran, with the ports that were chosen.</summary>
    public IReadOnlyList<PortForward> Forwards { get; init; } = [];

    /// <summary>Its QEMU, while it runs.</summary>
    public ProcessIdentity? Process { get; init; }

    /// <summary>Whether a process of ours stays at its console until it ends.</summary>
    public bool IsAttached { get; init; }

    /// <summary>Whether the process of ours that created it has ended.</summary>
    internal bool IsCreatorGone { get; init; }

    /// <summary>What its workload ended with, as the guest reported it; 137 when it was killed; null when nobody knows.</summary>
    public int? ExitCode { get; init; }

    /// <summary>How it was stopped, when it was by us.</summary>
    public StopMethod? StoppedBy { get; init; }

    /// <summary>The length of its console's log in bytes.</summary>
    public long LogSize { get; init; }
}
