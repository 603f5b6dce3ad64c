using System.Text;
using System.Text.RegularExpressions;

namespace Smol.Building.Recipes.Make;

/// <summary>
/// An extended regular expression of POSIX (re_format(7)), as <c>:C</c> has it. Of the matches that begin first, the longest counts.
/// Backslashes before letters and digits, and collating symbols, are not understood.
/// </summary>
internal sealed class ExtendedRegex
{
    private const string Nothing = @"[^\s\S]";
    private const RegexOptions Options = RegexOptions.NonBacktracking | RegexOptions.Singleline | RegexOptions.CultureInvariant;
    private readonly string _pattern;
    private readonly Regex _finder;
    private readonly Regex?[] _whole = new Regex?[4];
    private int _at;

    /// <exception cref="FormatException">The expression is not understood.</exception>
    public ExtendedRegex(string pattern)
    {
        _pattern = pattern;
        _finder = Compile(Translate(@"\A", @"\z"));
    }

    /// <summary>The first match from an index on; null when there is none.</summary>
    /// <param name="word">The word.</param>
    /// <param name="from">The index.</param>
    /// <returns>Where the match starts, and what the expression and its parentheses matched.</returns>
    public (int Start, Match Groups)? Find(string word, int from)
    {
        Match first = _finder.Match(word, from);
        if (!first.Success)
            return null;
        for (int end = word.Length; end >= first.Index; end--)
        {
            Match match = Whole(first.Index == 0, end == word.Length).Match(word[first.Index..end]);
            if (match.Success)
                return (first.Index, match);
        }
        return (first.Index, first);
    }

    /// <summary>The expression for exactly a part of a word, which is at its start or end or not.</summary>
    private Regex Whole(bool isAtStart, bool isAtEnd) =>
        _whole[(isAtStart ? 1 : 0) + (isAtEnd ? 2 : 0)] ??= Compile($@"\A(?:{Translate(isAtStart ? @"\A" : Nothing, isAtEnd ? @"\z" : Nothing)})\z");

    private static Regex Compile(string pattern)
    {
        try
        {
            return new(pattern, Options);
        }
        catch (Exception failure) when (failure is ArgumentException or NotSupportedException)
        {
            throw new FormatException("is no extended regular expression", failure);
        }
    }

    private string Translate(string start, string end)
    {
        var result = new StringBuilder();
        bool isRepeatable = false;
        for (_at = 0; _at < _pattern.Length;)
        {
            char letter = _pattern[_at++];
            if (letter is '*' or '+' or '?' or '{')
            {
                if (!isRepeatable)
                    throw new FormatException($"has a '{letter}' that repeats nothing");
                result.Append(letter == '{' ? ReadInterval() : letter.ToString());
                isRepeatable = false;
                continue;
            }
            isRepeatable = letter is not ('(' or '|' or '^');
            result.Append(letter switch
            {
                '^' => start,
                '$' => end,
                '(' or ')' or '|' or '.' => letter.ToString(),
                '[' => ReadBracket(),
                '\\' => ReadEscaped(),
                _ => Regex.Escape(letter.ToString()),
            });
        }
        return result.ToString();
    }

    private string ReadEscaped()
    {
        if (_at == _pattern.Length || char.IsAsciiLetterOrDigit(_pattern[_at]))
            throw new FormatException("has a backslash before no punctuation");
        return Regex.Escape(_pattern[_at++].ToString());
    }

    private string ReadInterval()
    {
        int close = _pattern.IndexOf('}', _at);
        string interval = close < 0 ? "" : _pattern[_at..close];
        string[] bounds = interval.Split(',');
        if (bounds.Length > 2 || bounds[0].Length is 0 or > 3 || bounds[^1].Length > 3 || !bounds.All(bound => bound.All(char.IsAsciiDigit)))
            throw new FormatException($"has no number of repetitions behind '{{'");
        _at = close + 1;
        return $"{{{interval}}}";
    }

    private string ReadBracket()
    {
        var result = new StringBuilder("[");
        if (_at < _pattern.Length && _pattern[_at] == '^')
            result.Append(_pattern[_at++]);
        for (int first = _at; _at < _pattern.Length; _at++)
        {
            char letter = _pattern[_at];
            if (letter == ']' && _at > first)
            {
                _at++;
                return result.Append(']').ToString();
            }
            if (letter == '[' && _at + 1 < _pattern.Length && _pattern[_at + 1] is ':' or '.' or '=')
                result.Append(ReadClass());
            else
                result.Append(letter == '-' && _at > first && _at + 1 < _pattern.Length && _pattern[_at + 1] != ']' ? "-" : $"\\u{(int)letter:x4}");
        }
        throw new FormatException("has a '[' without ']'");
    }

    private string ReadClass()
    {
        int close = _pattern.IndexOf(":]", _at + 2, StringComparison.Ordinal);
        string name = close < 0 ? "" : _pattern[(_at + 2)..close];
        _at = close + 1;
        return name switch
        {
            "alpha" => "a-zA-Z",
            "digit" => "0-9",
            "alnum" => "a-zA-Z0-9",
            "upper" => "A-Z",
            "lower" => "a-z",
            "space" => @" \t\n\v\f\r",
            "blank" => @" \t",
            "xdigit" => "0-9a-fA-F",
            "punct" => @"!-/:-@\[-`{-~",
            _ => throw new FormatException("has an unknown class of letters in '[]'"),
        };
    }
}
