namespace Smol.Machines;

/// <summary>A folder of the host that the guest mounts over 9p, by the tag <c>share0</c>, <c>share1</c> and so on.</summary>
/// <param name="Path">The folder.</param>
/// <param name="ReadOnly">Whether the guest can't write to it.</param>
public sealed record MachineShare(string Path, bool ReadOnly);
