namespace Smol.Machines.Ports;

/// <summary>What travels through a port forward.</summary>
public enum PortProtocol
{
    /// <summary>TCP connections.</summary>
    Tcp,

    /// <summary>UDP datagrams.</summary>
    Udp,
}
