namespace Smol.Machines.Host;

/// <summary>A process that can't be mistaken for a later one with the same number.</summary>
/// <param name="Pid">Its number.</param>
/// <param name="Started">When it began, as an <see cref="IProcessTable"/> says it: unique for this number, across reboots too.</param>
public sealed record ProcessIdentity(int Pid, string Started);
