using System.Net;
using System.Net.Sockets;

namespace Smol.Machines.Ports;

/// <summary>Asks the host's kernel about its ports by binding them for a moment.</summary>
internal static class HostPort
{
    /// <summary>The same port forward, with a port that is free now where it left the choice to us.</summary>
    public static PortForward Choose(PortForward forward)
    {
        if (forward.HostPort != 0)
            return forward;
        using Socket socket = Open(forward);
        socket.Bind(new IPEndPoint(forward.HostAddress, 0));
        return forward with { HostPort = ((IPEndPoint)socket.LocalEndPoint!).Port };
    }

    /// <summary>Why the host's side of a port forward can't be listened on, or null when it can.</summary>
    public static SocketError? WhyNot(PortForward forward)
    {
        try
        {
            using Socket socket = Open(forward);
            socket.Bind(new IPEndPoint(forward.HostAddress, forward.HostPort));
            return null;
        }
        catch (SocketException failure)
        {
            return failure.SocketErrorCode;
        }
    }

    private static Socket Open(PortForward forward) => forward.Protocol == PortProtocol.Tcp
        ? new(forward.HostAddress.AddressFamily, SocketType.Stream, ProtocolType.Tcp)
        : new(forward.HostAddress.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
}
