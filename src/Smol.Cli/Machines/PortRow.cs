using Smol.Machines.Ports;

namespace Smol.Cli.Machines;

/// <summary>What <c>smol port --format json</c> prints of a port forward.</summary>
internal sealed record PortRow(string Protocol, string HostAddress, int HostPort, string? GuestAddress, int GuestPort)
{
    public static PortRow Of(PortForward forward) => new(
        forward.Protocol == PortProtocol.Udp ? "udp" : "tcp",
        forward.HostAddress.ToString(),
        forward.HostPort,
        forward.GuestAddress?.ToString(),
        forward.GuestPort);
}
