using Smol.Machines.Host;
using Smol.Machines.Ports;

namespace Smol.Machines.State;

/// <summary>What is written down of a machine's last run.</summary>
/// <param name="Number">Which of the machine's runs it is: 1 for the first.</param>
/// <param name="Starter">The process of ours that starts it.</param>
/// <param name="Started">When.</param>
/// <param name="Accelerator">What its virtual CPUs run with.</param>
/// <param name="Forwards">Its port forwards, with the ports that were chosen.</param>
/// <param name="Command">QEMU's program and arguments.</param>
/// <param name="IsAttached">Whether its starter stays at its console until it ends.</param>
internal sealed record RunRecord(
    int Number,
    ProcessIdentity Starter,
    DateTimeOffset Started,
    Accelerator Accelerator,
    IReadOnlyList<PortForward> Forwards,
    IReadOnlyList<string> Command,
    bool IsAttached)
{
    /// <summary>What a guest without a port for the guest protocol marks its lines on the console with; null where it has no need to.</summary>
    public string? Nonce { get; init; }

    /// <summary>Where the run's part of the console's log begins, in bytes, as long as nobody cuts that.</summary>
    public long ConsoleStart { get; init; }

    /// <summary>Whether QEMU has come up: false until its starter knew.</summary>
    public bool IsUp { get; init; }

    /// <summary>QEMU; null while that is not known, and when it was gone before anybody could look.</summary>
    public ProcessIdentity? Process { get; init; }

    /// <summary>Whether one of us has paused it. Written before QEMU is told, so that nobody takes a paused machine for a running one.</summary>
    public bool IsPaused { get; init; }

    /// <summary>How it was stopped, when it was one of us who stopped it.</summary>
    public StopMethod? StoppedBy { get; init; }

    /// <summary>How it ended; null until one of us has seen it.</summary>
    public RunEnd? End { get; init; }
}
