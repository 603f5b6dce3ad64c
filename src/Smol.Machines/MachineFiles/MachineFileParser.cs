using System.Text;
using Smol.Storage;

namespace Smol.Machines.MachineFiles;

/// <summary>Reads assignments by the rules of sh(1): quotes, comments, continued lines, and the expansions that are known here.</summary>
/// <param name="path">The file, for errors.</param>
/// <param name="text">Its text.</param>
/// <param name="environment">Variables besides the file's own.</param>
internal sealed class MachineFileParser(string path, string text, Func<string, string?> environment)
{
    private readonly Dictionary<string, MachineFileValue> _values = [];
    private int _at;
    private int _line = 1;

    public IReadOnlyDictionary<string, MachineFileValue> Run()
    {
        while (SkipToStatement())
            ReadAssignment();
        return _values;
    }

    /// <summary>Passes over blanks, ends of lines and comments.</summary>
    /// <returns>Whether something follows.</returns>
    private bool SkipToStatement()
    {
        for (; _at < text.Length; _at++)
        {
            if (text[_at] == '#')
                _at = text.IndexOf('\n', _at) is >= 0 and int end ? end : text.Length - 1;
            else if (IsContinuation())
                _at++;
            else if (text[_at] is not (' ' or '\t' or '\r' or '\n' or ';'))
                return true;
            CountLine();
        }
        return false;
    }

    private void ReadAssignment()
    {
        int begin = _at;
        while (_at < text.Length && (char.IsAsciiLetterOrDigit(text[_at]) || text[_at] == '_'))
            _at++;
        string key = text[begin.._at];
        if (key == "export" && _at < text.Length && text[_at] is ' ' or '\t')
            return;
        if (key.Length == 0 || _at == text.Length || text[_at] != '=')
            throw Error("is not an assignment", "a machine file has lines 'KEY=value', and nothing in it is run");
        if (!MachineFile.Keys.Contains(key))
            throw Error($"'{key}' is no key of a machine file", NearNames.Find(key, MachineFile.Keys) is { Count: > 0 } near ? $"is it {string.Join(" or ", near)}?" : "there are: " + string.Join(", ", MachineFile.Keys));
        int line = _line;
        _at++;
        _values[key] = new(ReadWord(), line);
    }

    /// <summary>A word: what is quoted keeps its blanks, what is expanded too, as in any assignment.</summary>
    private string ReadWord()
    {
        var word = new StringBuilder();
        if (_at < text.Length && text[_at] == '~' && (_at + 1 == text.Length || text[_at + 1] is '/' or '\n'))
        {
            word.Append(environment("HOME"));
            _at++;
        }
        for (; _at < text.Length && text[_at] is not (' ' or '\t' or '\r' or '\n' or ';'); _at++)
        {
            switch (text[_at])
            {
                case '\'':
                    ReadSingleQuoted(word);
                    break;
                case '"':
                    ReadDoubleQuoted(word);
                    break;
                case '\\' when _at + 1 < text.Length:
                    bool isContinuation = IsContinuation();
                    _at++;
                    if (!isContinuation)
                        word.Append(text[_at]);
                    CountLine();
                    break;
                case '$' or '`':
                    ReadExpansion(word);
                    break;
                case '&' or '|' or '<' or '>' or '(' or ')':
                    throw Error($"has a '{text[_at]}' outside quotes", "a machine file has lines 'KEY=value', and nothing in it is run");
                default:
                    word.Append(text[_at]);
                    break;
            }
        }
        return word.ToString();
    }

    private void ReadSingleQuoted(StringBuilder word)
    {
        int begin = _line;
        for (_at++; _at < text.Length && text[_at] != '\''; _at++)
        {
            word.Append(text[_at]);
            CountLine();
        }
        CheckClosed(begin);
    }

    private void ReadDoubleQuoted(StringBuilder word)
    {
        int begin = _line;
        for (_at++; _at < text.Length && text[_at] != '"'; _at++)
        {
            // sh(1): inside double quotes a backslash quotes these only.
            if (text[_at] == '\\' && _at + 1 < text.Length && text[_at + 1] is '$' or '`' or '"' or '\\' or '\n')
            {
                _at++;
                if (text[_at] != '\n')
                    word.Append(text[_at]);
            }
            else if (text[_at] is '$' or '`')
            {
                ReadExpansion(word);
                continue;
            }
            else
            {
                word.Append(text[_at]);
            }
            CountLine();
        }
        CheckClosed(begin);
    }

    private void ReadExpansion(StringBuilder word)
    {
        var expansion = MachineFileExpansion.Find(text, _at);
        if (expansion is null)
        {
            word.Append(text[_at]);
            return;
        }
        word.Append(expansion.Expand(Lookup) ?? throw Error($"'{expansion.Text}' is not done: a machine file is parsed, and no command in it is run",
            "known are $(pwd), $(uname -m) and the like, ${NAME}, ${NAME:-value} and $([ \"$A\" = \"b\" ] && echo x || echo y); 'root=' is not needed, the image tells it"));
        _at += expansion.Text.Length - 1;
    }

    private string? Lookup(string name) => _values.TryGetValue(name, out MachineFileValue? value) ? value.Text : environment(name);

    private bool IsContinuation() => text.AsSpan(_at).StartsWith("\\\n", StringComparison.Ordinal);

    private void CountLine()
    {
        if (_at < text.Length && text[_at] == '\n')
            _line++;
    }

    private void CheckClosed(int line)
    {
        if (_at >= text.Length)
            throw new SmolException("has a quote that does not end", $"{path}:{line}");
    }

    private SmolException Error(string problem, string hint) => new(problem, $"{path}:{_line}", hint);
}
