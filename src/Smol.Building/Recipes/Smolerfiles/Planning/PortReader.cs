using System.Globalization;
using System.Text.RegularExpressions;
using Smol.Storage;

namespace Smol.Building.Recipes.Smolerfiles.Planning;

/// <summary>Reads a port of <c>EXPOSE</c>: <c>80</c>, <c>80/udp</c>, <c>7000-7010</c>, and smolBSD's <c>8080:80</c>.</summary>
internal static partial class PortReader
{
    private const int MostForwards = 64; // each is an argument of the VMM

    /// <exception cref="SmolException">It is none.</exception>
    public static ExposedPort Read(string text)
    {
        Match match = Form().Match(text);
        if (!match.Success)
            throw new SmolException("is no port", text, "write 80, 80/udp, 7000-7010 or HOST:GUEST");
        string protocol = match.Groups["protocol"].Success ? match.Groups["protocol"].Value.ToLowerInvariant() : "tcp";
        if (protocol is not ("tcp" or "udp"))
            throw new SmolException($"names '{protocol}', which is no protocol that a machine can forward", text, "there are tcp and udp");
        (int first, int last) = Range(match.Groups["guest"].Value, text, lowest: 1);
        if (!match.Groups["host"].Success)
            return new(first, last, protocol);
        (int host, int hostLast) = Range(match.Groups["host"].Value, text, lowest: 0);
        if (hostLast - host != last - first)
            throw new SmolException("has ranges that are not of one length", text);
        if (last - first >= MostForwards)
            throw new SmolException($"forwards more than {MostForwards} ports", text);
        return new(first, last, protocol, host, match.Groups["address"].Success ? match.Groups["address"].Value : null);
    }

    private static (int First, int Last) Range(string range, string text, int lowest)
    {
        int dash = range.IndexOf('-', StringComparison.Ordinal);
        int first = Number(dash < 0 ? range : range[..dash], text, lowest);
        int last = dash < 0 ? first : Number(range[(dash + 1)..], text, lowest);
        return last >= first ? (first, last) : throw new SmolException("has a range that ends before it begins", text);
    }

    private static int Number(string number, string text, int lowest) =>
        int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out int port) && port >= lowest && port <= 65535
            ? port
            : throw new SmolException($"names '{number}', which is no port", text, $"ports are numbers from {lowest} to 65535");

    [GeneratedRegex(@"\A(((?<address>[0-9.]+|\[[0-9a-fA-F:.]+\]):)?(?<host>[0-9-]+):)?(?<guest>[0-9-]+)(/(?<protocol>[a-zA-Z]+))?\z")]
    private static partial Regex Form();
}
