namespace Smol.Machines.Host;

/// <summary>What is remembered of a host.</summary>
/// <param name="BootId">The boot that it is true for.</param>
/// <param name="Programs">By QEMU's path.</param>
internal sealed record HostRecord(string BootId, Dictionary<string, QemuRecord> Programs);
