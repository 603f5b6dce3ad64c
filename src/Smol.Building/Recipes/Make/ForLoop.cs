using Smol.Storage;

namespace Smol.Building.Recipes.Make;

/// <summary>
/// A <c>.for</c>: its body is read once for each word (or group of words), with <c>${NAME}</c> written as <c>${:Uword}</c>, so that
/// modifiers go on working and a word can't become syntax.
/// </summary>
internal sealed class ForLoop
{
    private readonly List<string> _names;
    private readonly List<string> _words;
    private readonly SourceText _body;

    private ForLoop(List<string> names, List<string> words, SourceText body)
    {
        _names = names;
        _words = words;
        _body = body;
    }

    /// <summary>Reads a loop, up to its <c>.endfor</c>.</summary>
    /// <param name="line">Its first line.</param>
    /// <param name="at">The index behind <c>.for</c>.</param>
    /// <param name="lines">The lines that follow.</param>
    /// <param name="expander">Expands the words.</param>
    /// <exception cref="SmolException">It has no <c>in</c>, no end, or words that do not come out even.</exception>
    public static ForLoop Read(SourceText line, int at, LineReader lines, Expander expander)
    {
        var names = new List<string>();
        SourcePosition position = line.PositionOf(0);
        while (true)
        {
            int start = Blanks.Skip(line, at);
            at = start;
            while (at < line.Length && !Blanks.IsBlank(line[at]))
                at++;
            if (at == start)
                throw new SmolException("'.for' has no 'in'", position.ToString(), "write '.for NAME in WORDS'");
            string name = line.Text[start..at];
            if (name == "in")
                break;
            names.Add(name);
        }
        if (names.Count == 0)
            throw new SmolException("'.for' has no name before 'in'", position.ToString(), "write '.for NAME in WORDS'");
        List<string> words = [.. WordList.Split(expander.Expand(line[Blanks.Skip(line, at)..])).Where(word => word.Length > 0)];
        SourceText body = ReadBody(lines, position);
        if (words.Count % names.Count != 0)
            throw new SmolException($"'.for' has {words.Count} words, which are no multiple of its {names.Count} names", position.ToString());
        if (words.Find(word => word.Contains('$', StringComparison.Ordinal)) is { } dollar)
            throw new SmolException($"'.for' has the word '{dollar}', with a dollar in it", position.ToString());
        return new(names, words, body);
    }

    /// <summary>The body for each round.</summary>
    public IEnumerable<SourceText> Rounds()
    {
        for (int first = 0; first < _words.Count; first += _names.Count)
            yield return Substitute(_words.GetRange(first, _names.Count));
    }

    private static SourceText ReadBody(LineReader lines, SourcePosition position)
    {
        var body = new SourceTextBuilder();
        int depth = 1;
        while (lines.NextAsWritten() is { } line)
        {
            string directive = line[0] == '.' ? line.Text[1..].TrimStart(' ', '\t') : "";
            if (IsWord(directive, "endfor") && --depth == 0)
                return body.Build(line.PositionOf(0));
            if (IsWord(directive, "for"))
                depth++;
            body.Append(line).Append('\n', line.PositionOf(line.Length));
        }
        throw new SmolException("'.for' without '.endfor'", position.ToString());
    }

    private static bool IsWord(string directive, string word) =>
        directive.StartsWith(word, StringComparison.Ordinal) && (directive.Length == word.Length || Blanks.IsBlank(directive[word.Length]));

    private SourceText Substitute(List<string> words)
    {
        var result = new SourceTextBuilder();
        for (int index = 0; index < _body.Length;)
        {
            SourcePosition position = _body.PositionOf(index);
            char next = _body[index + 1];
            if (_body[index] != '$')
            {
                result.Append(_body[index++], position);
            }
            else if (next is '{' or '(' && FindName(index + 2, next == '{' ? '}' : ')') is >= 0 and var found)
            {
                result.Append($"${next}:U{Quote(words[found], next == '{' ? '}' : ')')}", position);
                index += 2 + _names[found].Length;
            }
            else if (_names.IndexOf(next.ToString()) is >= 0 and var letter)
            {
                result.Append($"${{:U{Quote(words[letter], '}')}}}", position);
                index += 2;
            }
            else
            {
                int length = next == '$' ? 2 : 1;
                result.Append(_body[index..(index + length)]);
                index += length;
            }
        }
        return result.Build(_body.PositionOf(_body.Length));
    }

    private int FindName(int at, char close) => _names.FindIndex(name =>
        string.CompareOrdinal(_body.Text, at, name, 0, name.Length) == 0 && (_body[at + name.Length] is ':' or '\\' || _body[at + name.Length] == close));

    private static string Quote(string word, char close) =>
        string.Concat(word.Select(letter => letter is ':' or '\\' || letter == close ? $"\\{letter}" : letter.ToString()));
}
