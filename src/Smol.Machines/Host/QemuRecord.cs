namespace Smol.Machines.Host;

/// <summary>What is remembered of one QEMU program.</summary>
/// <param name="Size">Its length in bytes.</param>
/// <param name="Modified">When its file changed last.</param>
/// <param name="Version">Its version.</param>
/// <param name="Finding">What the probe with it found, or null when there was none yet.</param>
internal sealed record QemuRecord(long Size, DateTimeOffset Modified, string Version, AcceleratorFinding? Finding);
