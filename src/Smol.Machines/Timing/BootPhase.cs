namespace Smol.Machines.Timing;

/// <summary>A part of the way to a machine's service.</summary>
/// <param name="Name"><c>smol</c>, <c>vmm</c>, <c>kernel</c> or <c>rc</c>.</param>
/// <param name="Start">When it began, in milliseconds after the start of <c>smol</c>.</param>
/// <param name="Duration">How long it took, in milliseconds.</param>
public sealed record BootPhase(string Name, double Start, double Duration);
