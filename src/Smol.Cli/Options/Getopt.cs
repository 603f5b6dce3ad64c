using System.Text;
using Smol.Storage;

namespace Smol.Cli.Options;

/// <summary>
/// Options in the manner of getopt(3) and getopt_long(3): <c>-p 80:80</c>, <c>-p80:80</c>, <c>-dP</c>, <c>--publish 80:80</c>,
/// <c>--publish=80:80</c>, in any order with the operands; <c>--</c> ends them. The commands that start machines use it in place
/// of a library because it costs no start-up time and takes every value as it is, <c>@x</c> and <c>:8080-:80</c> too.
/// </summary>
internal sealed class Getopt
{
    private readonly Dictionary<string, List<string>> _values = [];

    private Getopt()
    {
    }

    /// <summary>What is neither an option nor the value of one, up to <c>--</c>.</summary>
    public List<string> Operands { get; } = [];

    /// <summary>What follows <c>--</c>; null when there is no <c>--</c>.</summary>
    public List<string>? Rest { get; private set; }

    /// <summary>Reads a command line.</summary>
    /// <exception cref="SmolException">An option is not known, or its value is missing.</exception>
    public static Getopt Parse(IReadOnlyList<GetoptOption> options, IReadOnlyList<string> arguments)
    {
        var parsed = new Getopt();
        for (int index = 0; index < arguments.Count; index++)
        {
            string argument = arguments[index];
            if (argument == "--")
            {
                parsed.Rest = [.. arguments.Skip(index + 1)];
                break;
            }
            if (argument.StartsWith("--", StringComparison.Ordinal))
                parsed.TakeLong(options, arguments, ref index);
            else if (argument.Length > 1 && argument[0] == '-')
                parsed.TakeLetters(options, arguments, ref index);
            else
                parsed.Operands.Add(argument);
        }
        return parsed;
    }

    /// <summary>Whether the option was given.</summary>
    public bool Has(string name) => _values.ContainsKey(name);

    /// <summary>The option's last value; null when it was not given.</summary>
    public string? Last(string name) => _values.TryGetValue(name, out List<string>? values) ? values[^1] : null;

    /// <summary>All its values, in order.</summary>
    public IReadOnlyList<string> All(string name) => _values.TryGetValue(name, out List<string>? values) ? values : [];

    /// <summary>The table as help text, one option a line.</summary>
    public static string Describe(IReadOnlyList<GetoptOption> options)
    {
        var text = new StringBuilder();
        foreach (GetoptOption option in options)
        {
            string names = (option.Letter == '\0' ? "    " : $"-{option.Letter}, ") + $"--{option.Name}{(option.Value is null ? "" : " " + option.Value)}";
            text.AppendLine($"  {names,-30} {option.Help}");
        }
        return text.ToString();
    }

    private void TakeLong(IReadOnlyList<GetoptOption> options, IReadOnlyList<string> arguments, ref int index)
    {
        string argument = arguments[index];
        int equals = argument.IndexOf('=', StringComparison.Ordinal);
        string name = equals < 0 ? argument[2..] : argument[2..equals];
        GetoptOption option = options.FirstOrDefault(candidate => candidate.Name == name)
            ?? throw new SmolException("no such option", $"--{name}", "--help lists the options");
        if (option.Value is null && equals >= 0)
            throw new SmolException("takes no value", $"--{name}");
        if (option.Value is null)
            Add(option, "");
        else
            Add(option, equals >= 0 ? argument[(equals + 1)..] : Next(arguments, ref index, $"--{name}"));
    }

    private void TakeLetters(IReadOnlyList<GetoptOption> options, IReadOnlyList<string> arguments, ref int index)
    {
        string argument = arguments[index];
        for (int letter = 1; letter < argument.Length; letter++)
        {
            GetoptOption option = options.FirstOrDefault(candidate => candidate.Letter == argument[letter])
                ?? throw new SmolException("no such option", $"-{argument[letter]}", "--help lists the options");
            if (option.Value is null)
            {
                Add(option, "");
                continue;
            }
            Add(option, letter + 1 < argument.Length ? argument[(letter + 1)..] : Next(arguments, ref index, $"-{argument[letter]}"));
            return;
        }
    }

    private static string Next(IReadOnlyList<string> arguments, ref int index, string name) =>
        ++index < arguments.Count ? arguments[index] : throw new SmolException("needs a value", name, "--help lists the options");

    private void Add(GetoptOption option, string value)
    {
        if (!_values.TryGetValue(option.Name, out List<string>? values))
            _values.Add(option.Name, values = []);
        values.Add(value);
    }
}
