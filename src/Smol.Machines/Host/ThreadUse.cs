namespace Smol.Machines.Host;

/// <summary>A thread of a process.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Name">Its name.</param>
/// <param name="State">A letter, as proc_pid_stat(5) has it: R runs, S sleeps.</param>
/// <param name="Cpu">The CPU time that it had since it began.</param>
public sealed record ThreadUse(int Id, string Name, string State, TimeSpan Cpu);
