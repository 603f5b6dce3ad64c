namespace Smol.Machines.Host;

/// <summary>What a probe found out about the host's hypervisor.</summary>
/// <param name="Accelerator">What machines run with.</param>
/// <param name="WhyNotFaster">Why that is <see cref="Accelerator.Tcg"/>, as the end of a sentence; null when it is not.</param>
public sealed record AcceleratorFinding(Accelerator Accelerator, string? WhyNotFaster);
