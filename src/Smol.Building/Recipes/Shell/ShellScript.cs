using System.Text;
using System.Text.RegularExpressions;

namespace Smol.Building.Recipes.Shell;

/// <summary>The text of a script for sh(1), as far as it is understood without running it. Here-documents are no commands.</summary>
internal sealed partial class ShellScript
{
    private const int LongestScript = 1 << 20;

    private ShellScript(string path, IReadOnlyList<ShellLine> lines) => (Path, Lines) = (path, lines);

    /// <summary>Its file.</summary>
    public string Path { get; }

    /// <summary>Its commands; lines without any are left out.</summary>
    public IReadOnlyList<ShellLine> Lines { get; }

    /// <summary>Reads a script; one that is not there, or larger than any, has no commands.</summary>
    /// <param name="path">The script's file.</param>
    public static ShellScript Read(string path) =>
        new(path, new FileInfo(path) is { Exists: true, Length: <= LongestScript } ? [.. CommandsOf(File.ReadAllText(path, Encoding.UTF8))] : []);

    /// <summary>The place of a line: <c>file:line</c>.</summary>
    public string PlaceOf(ShellLine line) => $"{Path}:{line.Number}";

    /// <summary>The first line that a pattern is found in, with what it matched; null where there is none.</summary>
    public (ShellLine Line, Match Match)? Find(Regex pattern)
    {
        foreach (ShellLine line in Lines)
        {
            if (pattern.Match(line.Text) is { Success: true } match)
                return (line, match);
        }
        return null;
    }

    private static IEnumerable<ShellLine> CommandsOf(string text)
    {
        var ends = new Queue<string>();
        string[] lines = text.Split('\n');
        for (int index = 0; index < lines.Length; index++)
        {
            if (ends.TryPeek(out string? end))
            {
                if (lines[index].TrimStart('\t') == end)
                    ends.Dequeue();
                continue;
            }
            int number = index + 1;
            var whole = new StringBuilder(Comment().Replace(lines[index], ""));
            while (whole.Length > 0 && whole[^1] == '\\' && index + 1 < lines.Length)
                whole.Remove(whole.Length - 1, 1).Append(' ').Append(lines[++index]);
            foreach (Match match in HereDocument().Matches(whole.ToString()))
                ends.Enqueue(match.Groups["end"].Value);
            if (whole.ToString().Trim() is { Length: > 0 } commands)
                yield return new(number, commands);
        }
    }

    // From a '#' that begins a word to the end, unless a quote before it may hold it.
    [GeneratedRegex("""(?:^|(?<=^[^'"]*\s))#.*$""")]
    private static partial Regex Comment();

    [GeneratedRegex("""<<-?\s*(["'\\]?)(?<end>\w+)""")]
    private static partial Regex HereDocument();
}
