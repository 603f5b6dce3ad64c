namespace Smol.Machines.State;

/// <summary>The end of a run, written down once by whoever saw it first.</summary>
/// <param name="Time">When; where nobody of us was there, when the guest had its last word.</param>
/// <param name="HasFailed">Whether QEMU was gone without having ended in order.</param>
/// <param name="ExitCode">What its workload ended with, as <see cref="MachineStatus.ExitCode"/>.</param>
internal sealed record RunEnd(DateTimeOffset Time, bool HasFailed, int? ExitCode = null);
