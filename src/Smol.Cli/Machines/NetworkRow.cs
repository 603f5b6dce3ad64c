using Smol.Machines.Networks;

namespace Smol.Cli.Machines;

/// <summary>What <c>smol network ls</c> and <c>inspect</c> print of a network.</summary>
internal sealed record NetworkRow(string Name, string Subnet, bool Internal, DateTimeOffset Created, string Segment, IReadOnlyList<NetworkMember> Machines)
{
    public static NetworkRow Of(Network network, NetworkRegister register) =>
        new(network.Name, network.Subnet, network.IsInternal, network.Created, network.Segment, register.Members(network.Name));
}
