using Smol.Building.Recipes.Make;
using Smol.Storage;

namespace Smol.Building.Recipes.Sailor;

/// <summary>
/// Goes through a <c>sailor.conf</c>: blanks, comments, and words as sh(1) reads them, with quotes, continued lines and variables. Nothing
/// is run.
/// </summary>
/// <param name="text">The file.</param>
/// <param name="valueOf">A variable's value; null when it has none.</param>
internal sealed class SailorText(SourceText text, Func<string, SourceText?> valueOf)
{
    private const string Hint = "sailor.conf is read, not run: assignments, quotes, ${NAME} and '. FILE' are all that it can have";

    private int _at;

    /// <summary>Whether nothing is left but blanks and comments, which are passed over.</summary>
    public bool IsAtEnd
    {
        get
        {
            while (_at < text.Length && (char.IsWhiteSpace(text[_at]) || text[_at] is ';' or '#' || IsJoin))
            {
                if (text[_at] == '#')
                    SkipLine();
                else
                    _at++;
            }
            return _at >= text.Length;
        }
    }

    /// <summary>Where it is.</summary>
    public SourcePosition Position => text.PositionOf(_at);

    private bool IsJoin => text[_at] == '\\' && text[_at + 1] == '\n';

    /// <summary>Whether a word ends here.</summary>
    private bool IsWordEnd => _at >= text.Length || char.IsWhiteSpace(text[_at]) || text[_at] == ';';

    /// <summary>Takes the <c>.</c> of a file to be read in, and the blanks behind it.</summary>
    public bool TryTakeDot()
    {
        if (text[_at] != '.' || text[_at + 1] is not (' ' or '\t'))
            return false;
        _at++;
        SkipBlanks();
        return true;
    }

    /// <summary>Takes a name and the <c>=</c> behind it; null when there is none.</summary>
    public string? TakeName()
    {
        int end = _at;
        while (IsNameLetter(text[end]))
            end++;
        if (end == _at || text[end] != '=' || char.IsAsciiDigit(text[_at]))
            return null;
        string name = text.Text[_at..end];
        _at = end + 1;
        return name;
    }

    /// <summary>Takes a word, which must end its line or be followed by a <c>;</c> or a comment.</summary>
    /// <exception cref="SmolException">It has something in it that is not understood.</exception>
    public SourceText TakeLastWord()
    {
        var word = new SourceTextBuilder();
        while (!IsWordEnd)
            TakePart(word);
        SourcePosition end = Position;
        SkipBlanks();
        if (_at < text.Length && text[_at] is not ('\n' or ';' or '#'))
            throw Refusal("there is more than one word", Position);
        return word.Build(end);
    }

    /// <summary>The error for what is not understood.</summary>
    public static SmolException Refusal(string problem, SourcePosition position) => new(problem, position.Place, Hint);

    private void TakePart(SourceTextBuilder word)
    {
        SourcePosition position = Position;
        switch (text[_at])
        {
            case '\'':
                TakeSingleQuoted(word);
                break;
            case '"':
                TakeDoubleQuoted(word);
                break;
            case '\\' when IsJoin:
                _at += 2;
                break;
            case '\\' when _at + 1 < text.Length:
                word.Append(text[_at + 1], position);
                _at += 2;
                break;
            case '$' or '`':
                TakeVariable(word);
                break;
            case '&' or '|' or '<' or '>' or '(' or ')':
                throw Refusal($"'{text[_at]}' is not understood", position);
            default:
                word.Append(text[_at++], position);
                break;
        }
    }

    private void TakeSingleQuoted(SourceTextBuilder word)
    {
        SourcePosition opening = Position;
        for (_at++; text[_at] != '\''; _at++)
            word.Append(Inside(opening), Position);
        _at++;
    }

    private void TakeDoubleQuoted(SourceTextBuilder word)
    {
        SourcePosition opening = Position;
        _at++;
        while (Inside(opening) != '"')
        {
            if (text[_at] is '$' or '`')
            {
                TakeVariable(word);
                continue;
            }
            if (IsJoin)
            {
                _at += 2;
                continue;
            }
            if (text[_at] == '\\' && text[_at + 1] is '$' or '`' or '"' or '\\')
                _at++;
            word.Append(text[_at], Position);
            _at++;
        }
        _at++;
    }

    /// <summary>The letter here, which must be one.</summary>
    private char Inside(SourcePosition opening) => _at < text.Length ? text[_at] : throw Refusal("the quote that begins here has no end", opening);

    private void TakeVariable(SourceTextBuilder word)
    {
        SourcePosition position = Position;
        bool isBraced = text[_at + 1] == '{';
        int start = _at + (isBraced ? 2 : 1);
        int end = start;
        while (IsNameLetter(text[end]))
            end++;
        if (text[_at] == '`' || text[start] == '(')
            throw Refusal("a command's output is asked for", position);
        if (end == start || char.IsAsciiDigit(text[start]) || (isBraced && text[end] != '}'))
            throw Refusal("this use of '$' is not understood", position);
        string name = text.Text[start..end];
        word.Append(valueOf(name) ?? throw Refusal($"${name} has no value", position));
        _at = isBraced ? end + 1 : end;
    }

    private void SkipBlanks()
    {
        while (text[_at] is ' ' or '\t' or '\r' || (text[_at] == '\\' && text[_at + 1] == '\n'))
            _at += text[_at] == '\\' ? 2 : 1;
    }

    private void SkipLine()
    {
        while (_at < text.Length && text[_at] != '\n')
            _at++;
    }

    private static bool IsNameLetter(char letter) => letter == '_' || char.IsAsciiLetterOrDigit(letter);
}
