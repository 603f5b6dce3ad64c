using System.Globalization;
using Smol.Images.Store;
using Smol.Machines.Ports;
using Smol.Storage;

namespace Smol.Cli.Machines;

/// <summary>The ports that an image says its workload listens on, for <c>run --publish-all</c>.</summary>
internal static class ExposedPorts
{
    private const int MostForwards = 64; // each is an argument of the VMM

    /// <summary>A forward from a free port of the host for each that has none yet.</summary>
    /// <param name="image">What the store knows of the image; null for a file.</param>
    /// <param name="present">The forwards that there are.</param>
    /// <exception cref="SmolException">There are too many.</exception>
    public static IReadOnlyList<PortForward> Forwards(ImageRecord? image, IReadOnlyList<PortForward> present)
    {
        var forwards = new List<PortForward>();
        foreach (string exposed in image?.Config?.ExposedPorts ?? [])
        {
            (int first, int last, string protocol) = Read(exposed);
            if (last - first + forwards.Count >= MostForwards)
                throw new SmolException($"{exposed} is more than {MostForwards} ports", "--publish-all", "publish those that are needed with '-p'");
            for (int port = first; port <= last; port++)
            {
                PortForward forward = PortForward.Parse(string.Create(CultureInfo.InvariantCulture, $"0:{port}/{protocol}"));
                if (!present.Any(other => other.GuestPort == port && other.Protocol == forward.Protocol))
                    forwards.Add(forward);
            }
        }
        return forwards;
    }

    /// <summary><c>80/tcp</c> or <c>7000-7010/udp</c>.</summary>
    private static (int First, int Last, string Protocol) Read(string text)
    {
        string[] parts = text.Split('/');
        string[] ends = parts[0].Split('-');
        return int.TryParse(ends[0], NumberStyles.None, CultureInfo.InvariantCulture, out int first) && int.TryParse(ends[^1], NumberStyles.None, CultureInfo.InvariantCulture, out int last)
            ? (first, last, parts.Length > 1 ? parts[1] : "tcp")
            : throw new SmolException("is no port", text);
    }
}
