using System.Text.RegularExpressions;

namespace Smol.Building.Recipes.Shell;

/// <summary>Finds in a line of commands where programs are called and files are sourced.</summary>
internal static partial class ShellCommands
{
    private const string Takers = "(?:then|do|else|elif|if|while|until|exec|command|nohup|env|xargs|time)";

    /// <summary>What stands where a command stands, in the order of the line: names and paths of programs.</summary>
    public static IEnumerable<string> Programs(string line) => Command().Matches(line).Select(match => match.Groups["program"].Value);

    /// <summary>The files that <c>.</c> reads.</summary>
    public static IEnumerable<string> Sourced(string line) => Dot().Matches(line).Select(match => match.Groups["path"].Value);

    // sh(1): a command stands at the beginning, and behind what ends or begins a list, and behind the words that take one.
    [GeneratedRegex("(?:^|[;&|({`!]|\\b" + Takers + """\s)\s*["']?(?!""" + Takers + """\s)(?<program>[\w./+-]*[\w+-])(?=["']?(?:[\s;&|)<>`]|$))""")]
    private static partial Regex Command();

    [GeneratedRegex("""(?:^|[;&|({]|\b(?:then|do|else)\s)\s*\.\s+["']?(?<path>[^\s;"'&|)]+)""")]
    private static partial Regex Dot();
}
