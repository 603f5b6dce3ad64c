using System.IO.Enumeration;
using Smol.Storage;

namespace Smol.Guests.NetBsd.Kernels;

/// <summary>
/// Names devices: by the driver (<c>ld</c>), by one device (<c>com0</c>), or several by <c>*</c> and <c>?</c> (<c>vio*</c>).
/// </summary>
public sealed class DriverPattern
{
    private const int Longest = 64;

    private DriverPattern(string text) => Text = text;

    /// <summary>What the user wrote.</summary>
    public string Text { get; }

    /// <summary>A pattern of that text.</summary>
    /// <exception cref="SmolException">No driver can have such a name.</exception>
    public static DriverPattern Parse(string text, string? place = null)
    {
        bool fits = text.Length is > 0 and <= Longest && text.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '_' or '*' or '?');
        return fits ? new(text) : throw new SmolException($"'{text}' can't name a driver", place, "such as ld, com0 or vio*");
    }

    /// <summary>The patterns of a driver list: names between white space, <c>#</c> before what is only for people.</summary>
    /// <param name="lines">The list.</param>
    /// <param name="path">What to call it in an error.</param>
    /// <exception cref="SmolException">A word in it can't name a driver.</exception>
    public static IReadOnlyList<DriverPattern> ParseList(IReadOnlyList<string> lines, string path)
    {
        var patterns = new List<DriverPattern>();
        for (int index = 0; index < lines.Count; index++)
        {
            string line = lines[index].Split('#', 2)[0];
            foreach (string word in line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
                patterns.Add(Parse(word, $"{path}:{index + 1}"));
        }
        return patterns;
    }

    /// <summary>Whether a device is meant.</summary>
    public bool Matches(ConfiguredDevice device) =>
        FileSystemName.MatchesSimpleExpression(Text, device.Driver, ignoreCase: false) || FileSystemName.MatchesSimpleExpression(Text, device.Instance, ignoreCase: false);
}
