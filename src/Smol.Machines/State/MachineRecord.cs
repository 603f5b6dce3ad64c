using Smol.Machines.Host;

namespace Smol.Machines.State;

/// <summary>What is written down when a machine is created, and never changed.</summary>
/// <param name="Id">Unlike its name, no other machine ever has it.</param>
/// <param name="Creator">The process of ours that creates it.</param>
/// <param name="Created">When it was created.</param>
/// <param name="Image">What its image was when it was created.</param>
/// <param name="Spec">What it is made of, with the name that it was created under.</param>
/// <param name="SocketFolder">Where its sockets lie, when that is not its own folder.</param>
internal sealed record MachineRecord(string Id, ProcessIdentity Creator, DateTimeOffset Created, ImageStamp Image, MachineSpec Spec, string? SocketFolder = null);
