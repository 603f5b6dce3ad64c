using System.Globalization;
using System.Net.Sockets;
using Smol.Machines.Networks;
using Smol.Machines.Ports;
using Smol.Storage;

namespace Smol.Machines.Qemu;

/// <summary>The networks: QEMU's own, a tap, a bridge, private segments.</summary>
internal static class QemuNetwork
{
    /// <summary>The arguments.</summary>
    /// <exception cref="SmolException">QEMU can't forward a port as it is asked for.</exception>
    public static IEnumerable<string> Arguments(MachineSpec spec)
    {
        string[] backends =
        [
            .. spec.HasUserNetwork ? ["user,id=net0,ipv6=off" + string.Concat(spec.Forwards.Select(HostForward))] : Array.Empty<string>(),
            .. spec.HasTap ? ["tap,id=net1"] : Array.Empty<string>(),
            .. spec.Bridge is { } bridge ? [$"bridge,id=net2,br={QemuWords.Escape(bridge)}"] : Array.Empty<string>(),
            .. spec.Taps.Select((tap, number) => $"tap,id=tap{number},ifname={QemuWords.Escape(tap)},script=no,downscript=no"),
        ];
        IEnumerable<string> words = backends.SelectMany(backend => Card(spec, backend, ""));
        return words.Concat(spec.Networks.SelectMany((place, number) => Card(spec, Segment(place, number), $",mac={HardwareAddress.Of(place.Address!)}")));
    }

    private static string[] Card(MachineSpec spec, string backend, string options)
    {
        string id = backend.Split(',')[1]["id=".Length..];
        return ["-netdev", backend, "-device", $"{QemuWords.Virtio(spec, "net")},netdev={id}{options}"];
    }

    /// <summary>
    /// Frames as datagrams to a multicast group: no machine needs another one, nor a switch. Both ends of a datagram are on the host's
    /// loopback, so that none leaves the host.
    /// </summary>
    private static string Segment(NetworkPlace place, int number) =>
        string.Create(CultureInfo.InvariantCulture, $"socket,id=segment{number},mcast={place.Segment},localaddr=127.0.0.1");

    // gitlab.com/qemu-project/qemu issue 2876: libslirp could since 4.5, QEMU's option does not say it.
    private static string HostForward(PortForward forward)
    {
        if (forward.HostAddress.AddressFamily == AddressFamily.InterNetworkV6 || forward.GuestAddress?.AddressFamily == AddressFamily.InterNetworkV6)
            throw new SmolException("QEMU's user network forwards IPv4 only", $"port forward '{forward}'", "use 127.0.0.1, or 0.0.0.0 for every address of this host");
        return $",hostfwd={forward}";
    }
}
