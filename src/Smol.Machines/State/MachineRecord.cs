using Smol.Machines.Host;

namespace Smol.Machines.State;

/// <summary>What is written down when a machine is created, and never changed.</summary>
/// <param name="Id">Unlike its name, no other machine ever has it.</param>
/// <param name="Creator">The process of ours that creates and starts it.</param>
/// <param name="Created">When it was created.</param>
/// <param name="SocketFolder">Where its sockets lie.</param>
/// <param name="Spec">What it is made of.</param>
internal sealed record MachineRecord(string Id, ProcessIdentity Creator, DateTimeOffset Created, string SocketFolder, MachineSpec Spec);
