namespace Smol.Machines.Networks;

/// <summary>A machine that is on a network, whether it runs or not.</summary>
/// <param name="Machine">Its name.</param>
/// <param name="Address">Its address there, as <c>10.83.0.1/24</c>.</param>
public sealed record NetworkMember(string Machine, string Address);
