using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Smol.Storage;

namespace Smol.Machines.Ports;

/// <summary>Reads the text of one port forward.</summary>
internal static class PortForwardParser
{
    private const string Forms = "ports are written '8080:80', '127.0.0.1:8080:80' or '[tcp|udp]:[hostaddr]:hostport-[guestaddr]:guestport'";

    public static PortForward Parse(string text)
    {
        (string body, PortProtocol? suffix) = CutSuffix(text);
        int dash = body.IndexOf('-', StringComparison.Ordinal);
        List<string> host = SplitAtColons(dash < 0 ? body : body[..dash], text);
        List<string> guest = dash < 0 ? TakeGuestPort(host, text) : SplitAtColons(body[(dash + 1)..], text);
        if (guest.Count != 2)
            throw Error(text, "the guest's side is not '[guestaddr]:guestport'");

        PortProtocol? prefix = TakeProtocol(host, text);
        if (prefix is not null && suffix is not null && prefix != suffix)
            throw Error(text, "it names two protocols");
        if (host.Count is 0 or > 2)
            throw Error(text, "the host's side is not '[tcp|udp]:[hostaddr]:hostport'");
        IPAddress? hostAddress = host.Count == 2 ? Address(host[0], text) : null;
        return new(prefix ?? suffix ?? PortProtocol.Tcp, hostAddress ?? IPAddress.Loopback,
            Port(host[^1], text, lowest: 0), Address(guest[0], text), Port(guest[1], text, lowest: 1));
    }

    private static (string Body, PortProtocol? Protocol) CutSuffix(string text)
    {
        int slash = text.IndexOf('/', StringComparison.Ordinal);
        if (slash < 0)
            return (text, null);
        return (text[..slash], Protocol(text[(slash + 1)..]) ?? throw Error(text, "what follows the '/' is not 'tcp' or 'udp'"));
    }

    private static PortProtocol? Protocol(string word) => word switch
    {
        "tcp" => PortProtocol.Tcp,
        "udp" => PortProtocol.Udp,
        _ => null,
    };

    /// <summary>Splits at the colons that are outside brackets.</summary>
    private static List<string> SplitAtColons(string side, string text)
    {
        var parts = new List<string>();
        int begin = 0;
        bool inBrackets = false;
        for (int i = 0; i < side.Length; i++)
        {
            if (side[i] is '[' or ']')
            {
                if (inBrackets == (side[i] == '['))
                    throw Error(text, "its brackets do not match");
                inBrackets = !inBrackets;
            }
            else if (side[i] == ':' && !inBrackets)
            {
                parts.Add(side[begin..i]);
                begin = i + 1;
            }
        }
        if (inBrackets)
            throw Error(text, "its brackets do not match");
        parts.Add(side[begin..]);
        return parts;
    }

    /// <summary>In docker's form the last part is the guest's port.</summary>
    private static List<string> TakeGuestPort(List<string> host, string text)
    {
        if (host.Count < 2)
            throw Error(text, "it names no port of the guest");
        string port = host[^1];
        host.RemoveAt(host.Count - 1);
        return ["", port];
    }

    /// <summary>Takes the protocol off the front: a word, or the empty one when all three parts are there.</summary>
    private static PortProtocol? TakeProtocol(List<string> host, string text)
    {
        PortProtocol? protocol = Protocol(host[0]);
        if (protocol is null && host.Count == 3 && host[0].Length > 0)
            throw Error(text, $"'{host[0]}' is not 'tcp' or 'udp'");
        if (protocol is not null || host.Count == 3)
            host.RemoveAt(0);
        return protocol;
    }

    private static IPAddress? Address(string part, string text)
    {
        if (part.Length == 0)
            return null;
        bool bracketed = part[0] == '[' && part[^1] == ']';
        ReadOnlySpan<char> digits = bracketed ? part.AsSpan(1..^1) : part;
        if (!IPAddress.TryParse(digits, out IPAddress? address) || bracketed != (address.AddressFamily == AddressFamily.InterNetworkV6)
            || (!bracketed && part.Count(c => c == '.') != 3))
            throw Error(text, $"'{part}' is not an address");
        return address;
    }

    private static int Port(string part, string text, int lowest) =>
        int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out int port) && port >= lowest && port <= 65535
            ? port
            : throw Error(text, $"'{part}' is not a port from {lowest} to 65535");

    private static SmolException Error(string text, string problem) => new(problem, $"port forward '{text}'", Forms);
}
