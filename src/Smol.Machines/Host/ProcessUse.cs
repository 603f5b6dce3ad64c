namespace Smol.Machines.Host;

/// <summary>What a process uses.</summary>
/// <param name="Cpu">The CPU time that all its threads had since it began.</param>
/// <param name="ResidentBytes">How much of its memory is in the host's.</param>
public sealed record ProcessUse(TimeSpan Cpu, long ResidentBytes);
