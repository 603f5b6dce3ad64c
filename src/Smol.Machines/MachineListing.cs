using Smol.Storage;

namespace Smol.Machines;

/// <summary>All machines.</summary>
/// <param name="Machines">Those that are whole, by name.</param>
/// <param name="Damaged">What is wrong with the others.</param>
public sealed record MachineListing(IReadOnlyList<MachineStatus> Machines, IReadOnlyList<SmolException> Damaged);
