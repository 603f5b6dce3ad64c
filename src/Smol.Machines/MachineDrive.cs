namespace Smol.Machines;

/// <summary>A drive besides the one with the root: the guest has the file itself.</summary>
/// <param name="Path">A raw disk image.</param>
/// <param name="ReadOnly">Whether the guest can't write to it.</param>
public sealed record MachineDrive(string Path, bool ReadOnly);
