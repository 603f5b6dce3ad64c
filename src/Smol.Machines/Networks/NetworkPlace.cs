namespace Smol.Machines.Networks;

/// <summary>A machine's place on a <see cref="Network"/>. It is given when the machine is created, and stays until it is removed.</summary>
/// <param name="Network">The network's name.</param>
/// <param name="Address">The machine's address there, as <c>10.83.0.1/24</c>; null until it has one.</param>
/// <param name="Segment">What <see cref="Network.Segment"/> is; null until the machine has an address.</param>
public sealed record NetworkPlace(string Network, string? Address = null, string? Segment = null)
{
    /// <summary><see cref="Address"/> without its length.</summary>
    internal string Host => Address![..Address!.IndexOf('/', StringComparison.Ordinal)];
}
