namespace Smol.Machines;

/// <summary>A thread of a machine's QEMU.</summary>
/// <param name="Id">Its number on the host.</param>
/// <param name="Name">Its name there.</param>
/// <param name="VirtualCpu">The virtual CPU that it is, or null.</param>
/// <param name="State">A letter, as proc_pid_stat(5) has it; null where the host does not say.</param>
/// <param name="Cpu">Its CPU time; null where the host does not say.</param>
public sealed record MachineThread(int Id, string Name, int? VirtualCpu, string? State, TimeSpan? Cpu);
