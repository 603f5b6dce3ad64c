using System.Net.Sockets;
using Smol.Machines.Ports;
using Smol.Storage;

namespace Smol.Machines.Qemu;

/// <summary>The networks: QEMU's own, a tap, a bridge.</summary>
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
        ];
        foreach (string backend in backends)
        {
            string id = backend.Split(',')[1]["id=".Length..];
            foreach (string word in (string[])["-netdev", backend, "-device", $"{QemuWords.Virtio(spec, "net")},netdev={id}"])
                yield return word;
        }
    }

    private static string HostForward(PortForward forward)
    {
        if (forward.HostAddress.AddressFamily == AddressFamily.InterNetworkV6 || forward.GuestAddress?.AddressFamily == AddressFamily.InterNetworkV6)
            throw new SmolException("QEMU's user network forwards IPv4 only", $"port forward '{forward}'", "use 127.0.0.1, or 0.0.0.0 for every address of this host");
        return $",hostfwd={forward}";
    }
}
