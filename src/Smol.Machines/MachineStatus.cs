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

    /// <summary>Whether it has a QEMU: it runs or is paused.</summary>
    public bool IsUp => State is MachineState.Running or MachineState.Paused;

    /// <summary>Whether its last run is over.</summary>
    public bool IsOver => State is MachineState.Stopped or MachineState.Failed;

    /// <summary>When it was created.</summary>
    public required DateTimeOffset Created { get; init; }

    /// <summary>When its last run began, or null when it never ran.</summary>
    public DateTimeOffset? Started { get; init; }

    /// <summary>When its last run ended, or null while it runs; where nobody of us was there, when the guest had its last word.</summary>
    public DateTimeOffset? Ended { get; init; }

    /// <summary>How often it was started.</summary>
    public int Runs { get; init; }

    /// <summary>QEMU's program and arguments in its last run.</summary>
    public IReadOnlyList<string> Command { get; init; } = [];

    /// <summary>What its virtual CPUs run with, once it ran.</summary>
    public Accelerator? Accelerator { get; init; }

    /// <summary>Its port forwards; once it ran, with the ports that were chosen.</summary>
    public IReadOnlyList<PortForward> Forwards { get; init; } = [];

    /// <summary>Its QEMU, while it runs.</summary>
    public ProcessIdentity? Process { get; init; }

    /// <summary>Whether a process of ours stays at its console until it ends.</summary>
    public bool IsAttached { get; init; }

    /// <summary>Whether the process of ours that started it last has ended.</summary>
    internal bool IsStarterGone { get; init; }

    /// <summary>Whether the process of ours that started it died before the VMM was told to run the guest; only a Firecracker waits for that.</summary>
    internal bool IsAbandoned { get; init; }

    /// <summary>Whether its end is written down.</summary>
    internal bool IsEndNoted { get; init; }

    /// <summary>What its image was when it was created.</summary>
    internal ImageStamp? Image { get; init; }

    /// <summary>What its workload ended with, as the guest reported it; 137 when it was killed; null when nobody knows.</summary>
    public int? ExitCode { get; init; }

    /// <summary>What a command that waited for it ends with: <see cref="ExitCode"/>; without one 0 after an end in order, 255 after any other.</summary>
    public int ExitStatus => ExitCode ?? (State == MachineState.Failed ? 255 : 0);

    /// <summary>How it was stopped, when it was by us.</summary>
    public StopMethod? StoppedBy { get; init; }

    /// <summary>The length of its console's log in bytes.</summary>
    public long LogSize { get; init; }
}
