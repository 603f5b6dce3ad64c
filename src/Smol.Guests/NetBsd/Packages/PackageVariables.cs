using System.Text;

namespace Smol.Guests.NetBsd.Packages;

/// <summary>Lines of <c>NAME=VALUE</c>, as <c>+BUILD_INFO</c> and <c>+INSTALLED_INFO</c> have them.</summary>
internal static class PackageVariables
{
    /// <summary>The first value of each; lines that are none are left out.</summary>
    public static IReadOnlyDictionary<string, string> Parse(byte[] text)
    {
        var variables = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (string line in Encoding.Latin1.GetString(text).Split('\n'))
        {
            int equal = line.IndexOf('=', StringComparison.Ordinal);
            if (equal > 0)
                variables.TryAdd(line[..equal], line[(equal + 1)..].Trim());
        }
        return variables;
    }
}
