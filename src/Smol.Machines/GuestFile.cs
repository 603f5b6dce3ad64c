namespace Smol.Machines;

/// <summary>A file of the host that the guest reads from QEMU's fw_cfg as <c>opt/org.smolbsd.file.NAME</c>.</summary>
/// <param name="Name">Letters, digits and <c>_</c>, at most 34.</param>
/// <param name="Path">Its path on the host.</param>
public sealed record GuestFile(string Name, string Path);
