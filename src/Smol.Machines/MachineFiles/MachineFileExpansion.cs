using System.Runtime.InteropServices;
using System.Text.RegularExpressions;

namespace Smol.Machines.MachineFiles;

/// <summary>One expansion in a machine file, from its <c>$</c> on.</summary>
/// <param name="Text">All of it.</param>
internal sealed partial record MachineFileExpansion(string Text)
{
    /// <summary>The expansion at a place, or null when the letter there begins none.</summary>
    public static MachineFileExpansion? Find(string text, int at)
    {
        int end = text[at..] switch
        {
            ['`', ..] => text.IndexOf('`', at + 1) + 1,
            ['$', '(', ..] => EndOfCommand(text, at + 2),
            ['$', '{', ..] => text.IndexOf('}', at) + 1,
            ['$', char first, ..] when char.IsAsciiLetter(first) || first == '_' => at + SimplePattern().Match(text[at..]).Length,
            ['$', '$' or '?' or '!' or '#' or '@' or '*' or (>= '0' and <= '9'), ..] => at + 2,
            _ => -1,
        };
        // What does not end goes to the end, and is not known.
        return end < 0 ? null : new(end == 0 ? text[at..] : text[at..end]);
    }

    /// <summary>What it stands for; null when that is not known here.</summary>
    /// <param name="lookup">The value of a variable; null when it is not set.</param>
    public string? Expand(Func<string, string?> lookup)
    {
        if (VariablePattern().Match(Text) is { Success: true } variable)
            return ExpandVariable(variable, lookup);
        string command = CommandPattern().Match(Text).Groups["command"].Value.Trim();
        if (ConditionPattern().Match(command) is { Success: true } condition)
        {
            bool isEqual = (lookup(condition.Groups["name"].Value) ?? "") == condition.Groups["value"].Value;
            return condition.Groups[isEqual == (condition.Groups["operator"].Value == "=") ? "then" : "else"].Value;
        }
        return command switch
        {
            "pwd" => Environment.CurrentDirectory,
            "uname" or "uname -s" => OperatingSystem.IsMacOS() ? "Darwin" : "Linux",
            "uname -m" => RuntimeInformation.OSArchitecture == Architecture.Arm64 ? (OperatingSystem.IsMacOS() ? "arm64" : "aarch64") : "x86_64",
            "uname -p" => Processor(lookup),
            "scripts/uname.sh -m" or "./scripts/uname.sh -m" => Port(lookup),
            "scripts/uname.sh -p" or "./scripts/uname.sh -p" => Processor(lookup),
            "hostname" or "uname -n" => Environment.MachineName,
            "whoami" or "id -un" => Environment.UserName,
            _ => null,
        };
    }

    private static string? ExpandVariable(Match match, Func<string, string?> lookup)
    {
        string value = lookup(match.Groups["name"].Value) ?? "";
        bool isSet = match.Groups["test"].Value.StartsWith(':') ? value.Length > 0 : lookup(match.Groups["name"].Value) is not null;
        return match.Groups["test"].Value switch
        {
            "-" or ":-" => isSet ? value : match.Groups["other"].Value,
            "+" or ":+" => isSet ? match.Groups["other"].Value : "",
            _ => value,
        };
    }

    /// <summary>NetBSD's word for the architecture, as smolBSD's <c>scripts/uname.sh -m</c> has it.</summary>
    private static string Port(Func<string, string?> lookup) => Processor(lookup) switch
    {
        "x86_64" => "amd64",
        "aarch64" => "evbarm-aarch64",
        string other => other,
    };

    private static string Processor(Func<string, string?> lookup) => (lookup("ARCH") ?? "") switch
    {
        "" => RuntimeInformation.OSArchitecture == Architecture.Arm64 ? "aarch64" : "x86_64",
        "amd64" => "x86_64",
        "evbarm-aarch64" or "arm64" => "aarch64",
        string other => other,
    };

    // Parentheses within quotes do not occur in what is known.
    private static int EndOfCommand(string text, int at)
    {
        int depth = 1;
        for (; at < text.Length; at++)
        {
            depth += text[at] == '(' ? 1 : text[at] == ')' ? -1 : 0;
            if (depth == 0)
                return at + 1;
        }
        return 0;
    }

    [GeneratedRegex(@"\A\$[A-Za-z_][A-Za-z0-9_]*")]
    private static partial Regex SimplePattern();

    [GeneratedRegex(@"\A\$(\{(?<name>[A-Za-z_][A-Za-z0-9_]*)((?<test>:?[-+])(?<other>[^$`""'\\}]*))?\}|(?<name>[A-Za-z_][A-Za-z0-9_]*))\z")]
    private static partial Regex VariablePattern();

    [GeneratedRegex(@"\A(\$\((?<command>.*)\)|`(?<command>.*)`)\z", RegexOptions.Singleline)]
    private static partial Regex CommandPattern();

    [GeneratedRegex(@"\A\[ ""?\$\{?(?<name>[A-Za-z_][A-Za-z0-9_]*)\}?""? (?<operator>!?=) (""(?<value>[^""$`]*)""|'(?<value>[^']*)'|(?<value>[A-Za-z0-9_.-]+)) \] && echo (?<then>[A-Za-z0-9_./-]+) \|\| echo (?<else>[A-Za-z0-9_./-]+)\z")]
    private static partial Regex ConditionPattern();
}
