namespace Smol.Machines;

/// <summary>What a running machine uses at one moment.</summary>
/// <param name="Name">The machine.</param>
/// <param name="ProcessId">Its QEMU.</param>
/// <param name="CpuPercent">CPU time against time since the look before: 100 is one CPU of the host.</param>
/// <param name="ResidentBytes">QEMU's memory in the host's memory.</param>
/// <param name="MemoryBytes">The guest's memory.</param>
/// <param name="DiskReadBytes">What the guest read from its drives since it started; null when QEMU does not answer.</param>
/// <param name="DiskWrittenBytes">What it wrote to them.</param>
public sealed record MachineUse(string Name, int ProcessId, double CpuPercent, long ResidentBytes, long MemoryBytes, long? DiskReadBytes, long? DiskWrittenBytes);
