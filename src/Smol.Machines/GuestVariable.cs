namespace Smol.Machines;

/// <summary>A variable that the guest reads from QEMU's fw_cfg as <c>opt/org.smolbsd.var.NAME</c>.</summary>
/// <param name="Name">Letters, digits and <c>_</c>, at most 35.</param>
/// <param name="Value">Any text.</param>
public sealed record GuestVariable(string Name, string Value);
