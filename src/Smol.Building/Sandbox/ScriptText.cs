using System.Text;
using System.Text.RegularExpressions;

namespace Smol.Building.Sandbox;

/// <summary>
/// The text of a shell script, as far as it tells which programs are called by a relative path. A shell's complaint about a program is
/// not seen where the script sends it into a pipe or away; this is.
/// </summary>
internal static partial class ScriptText
{
    private const int LongestScript = 1 << 20;

    /// <summary>The words with a slash, not at their beginning, that stand where a command stands. Here-documents are passed over.</summary>
    /// <param name="path">The script's file.</param>
    public static IEnumerable<string> RelativePrograms(string path)
    {
        if (new FileInfo(path) is not { Exists: true, Length: <= LongestScript })
            return [];
        return Lines(File.ReadAllText(path, Encoding.UTF8)).SelectMany(line => Command().Matches(line).Select(match => match.Groups["program"].Value));
    }

    private static IEnumerable<string> Lines(string text)
    {
        var ends = new Queue<string>();
        foreach (string line in text.Replace("\\\n", " ", StringComparison.Ordinal).Split('\n'))
        {
            if (ends.TryPeek(out string? end))
            {
                if (line.TrimStart('\t') == end)
                    ends.Dequeue();
                continue;
            }
            foreach (Match match in HereDocument().Matches(line))
                ends.Enqueue(match.Groups["end"].Value);
            yield return line;
        }
    }

    // sh(1): a command stands at the beginning, and behind what ends or begins a list, and behind the words that take one.
    [GeneratedRegex("""(?:^|[;&|({`!]|\b(?:then|do|else|elif|if|while|until|exec|command|nohup|env|xargs|time)\s)\s*(?<program>[\w.+-]+(?:/[\w.+-]+)+)(?=[\s;&|)<>`]|$)""")]
    private static partial Regex Command();

    [GeneratedRegex("""<<-?\s*(["'\\]?)(?<end>\w+)""")]
    private static partial Regex HereDocument();
}
