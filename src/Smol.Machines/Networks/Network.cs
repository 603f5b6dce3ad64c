namespace Smol.Machines.Networks;

/// <summary>A private segment for machines of one user: any number of them, in any order, without root and without a process of its own.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Subnet">The addresses of its machines, as <c>10.83.0.0/24</c>.</param>
/// <param name="Segment">The multicast group and port of the host's loopback that carry its frames, as <c>239.255.7.9:20000</c>.</param>
/// <param name="IsInternal">Whether its machines have no way out, unless they are on another network that has one.</param>
/// <param name="Created">When it was created.</param>
public sealed record Network(string Name, string Subnet, string Segment, bool IsInternal, DateTimeOffset Created);
