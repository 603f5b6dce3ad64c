using Smol.Machines.Host;
using Smol.Machines.Ports;

namespace Smol.Machines.State;

/// <summary>What is written down of a machine's run.</summary>
/// <param name="Started">When.</param>
/// <param name="Accelerator">What its virtual CPUs run with.</param>
/// <param name="Forwards">Its port forwards, with the ports that were chosen.</param>
/// <param name="IsAttached">Whether its creator stays at its console until it ends.</param>
/// <param name="IsUp">Whether QEMU has come up: false until its creator knew.</param>
/// <param name="Process">QEMU; null while that is not known, and when it was gone before anybody could look.</param>
/// <param name="StoppedBy">How it was stopped, when it was one of us who stopped it.</param>
internal sealed record RunRecord(
    DateTimeOffset Started,
    Accelerator Accelerator,
    IReadOnlyList<PortForward> Forwards,
    bool IsAttached,
    bool IsUp = false,
    ProcessIdentity? Process = null,
    StopMethod? StoppedBy = null);
