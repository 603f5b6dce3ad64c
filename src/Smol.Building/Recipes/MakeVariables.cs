using System.Text;

namespace Smol.Building.Recipes;

/// <summary>
/// make(1) variables as an <c>options.mk</c> sets them. What the command line sets wins over every file, as with make.
/// </summary>
public sealed class MakeVariables
{
    private readonly Dictionary<string, string> _values = [];
    private readonly IReadOnlyDictionary<string, string> _fixed;

    /// <param name="commandLine">The variables of the command line; no file changes them.</param>
    public MakeVariables(IReadOnlyDictionary<string, string> commandLine)
    {
        _fixed = commandLine;
        foreach ((string name, string value) in commandLine)
            _values[name] = value;
    }

    /// <summary>The names that have a value, sorted.</summary>
    public IEnumerable<string> Names => _values.Keys.Order(StringComparer.Ordinal);

    /// <summary>The value with every reference expanded; null when the variable is not set.</summary>
    /// <exception cref="FormatException">A reference has no end, or a variable refers to itself.</exception>
    public string? Get(string name) => _values.TryGetValue(name, out string? value) ? Expand(value, [name]) : null;

    /// <summary>Does what an assignment says.</summary>
    /// <exception cref="FormatException">A reference in a <c>:=</c> can't be expanded.</exception>
    public void Assign(string name, AssignmentOperator assignment, string value)
    {
        if (_fixed.ContainsKey(name))
            return;
        switch (assignment)
        {
            case AssignmentOperator.Set:
                _values[name] = value;
                break;
            case AssignmentOperator.SetIfUnset:
                _values.TryAdd(name, value);
                break;
            case AssignmentOperator.Append:
                _values[name] = _values.TryGetValue(name, out string? before) ? $"{before} {value}" : value;
                break;
            case AssignmentOperator.SetExpanded:
                _values[name] = Expand(value, []);
                break;
        }
    }

    /// <summary>The text with <c>${NAME}</c>, <c>$(NAME)</c>, <c>$N</c> and <c>$$</c> replaced; a variable that is not set is empty.</summary>
    /// <exception cref="FormatException">A reference has no end, has a modifier, or a variable refers to itself.</exception>
    public string Expand(string text) => Expand(text, []);

    private string Expand(string text, IReadOnlyList<string> open)
    {
        var result = new StringBuilder();
        for (int index = 0; index < text.Length; index++)
        {
            if (text[index] != '$')
            {
                result.Append(text[index]);
                continue;
            }
            if (++index == text.Length)
                throw new FormatException("'$' at the end of a value");
            if (text[index] == '$')
            {
                result.Append('$');
                continue;
            }
            string name = ReadName(text, ref index);
            if (open.Contains(name))
                throw new FormatException($"variable {name} refers to itself");
            if (_values.TryGetValue(name, out string? value))
                result.Append(Expand(value, [.. open, name]));
        }
        return result.ToString();
    }

    private static string ReadName(string text, ref int index)
    {
        char close = text[index] switch { '{' => '}', '(' => ')', _ => '\0' };
        if (close == '\0')
            return text[index].ToString();
        int end = text.IndexOf(close, index);
        if (end < 0)
            throw new FormatException($"'${text[index]}' without '{close}'");
        string name = text[(index + 1)..end];
        index = end;
        if (!name.All(static letter => char.IsAsciiLetterOrDigit(letter) || letter is '_' or '.' or '-'))
            throw new FormatException($"'{name}' is not the name of a variable");
        return name;
    }
}
