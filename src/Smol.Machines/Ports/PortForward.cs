using System.Net;
using System.Text.Json.Serialization;
using Smol.Storage;

namespace Smol.Machines.Ports;

/// <summary>A port of the host that leads to a port of the guest.</summary>
/// <param name="Protocol">TCP or UDP.</param>
/// <param name="HostAddress">The host's address that is listened on; <see cref="IPAddress.Loopback"/> unless told otherwise.</param>
/// <param name="HostPort">The host's port; 0 takes a free one when the machine starts.</param>
/// <param name="GuestAddress">The guest's address in its own network, or null for the one that it gets.</param>
/// <param name="GuestPort">The guest's port.</param>
[JsonConverter(typeof(PortForwardConverter))]
public sealed record PortForward(PortProtocol Protocol, IPAddress HostAddress, int HostPort, IPAddress? GuestAddress, int GuestPort)
{
    /// <summary>Reads one port forward or several with commas between them.</summary>
    /// <exception cref="SmolException">One of them can't be understood; the place is its text.</exception>
    public static IReadOnlyList<PortForward> ParseList(string text) => [.. text.Split(',').Select(Parse)];

    /// <summary>
    /// Reads QEMU's form, <c>[tcp|udp]:[hostaddr]:hostport-[guestaddr]:guestport</c>, where what stands before the host's port
    /// may be left out, or docker's, <c>[[tcp|udp:]hostaddr:]hostport:guestport[/tcp|/udp]</c>. IPv6 addresses stand in brackets.
    /// </summary>
    /// <exception cref="SmolException">It can't be understood; the place is the text.</exception>
    public static PortForward Parse(string text) => PortForwardParser.Parse(text);

    /// <summary>The whole of QEMU's form, which <see cref="Parse"/> reads back.</summary>
    public override string ToString() =>
        $"{(Protocol == PortProtocol.Tcp ? "tcp" : "udp")}:{Bracketed(HostAddress)}:{HostPort}-{(GuestAddress is null ? "" : Bracketed(GuestAddress))}:{GuestPort}";

    private static string Bracketed(IPAddress address) =>
        address.AddressFamily == System.Net.Sockets.AddressFamily.InterNetworkV6 ? $"[{address}]" : address.ToString();
}
