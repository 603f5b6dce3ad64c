using System.Text;
using Smol.Storage;

namespace Smol.Cli.Options;

/// <summary>Words by the quoting rules of sh(1), without its expansions.</summary>
internal static class ShellWords
{
    /// <summary>Splits a text at the blanks that are not quoted.</summary>
    /// <param name="text">The text.</param>
    /// <param name="place">Where it is from, for errors.</param>
    /// <exception cref="SmolException">A quote does not end.</exception>
    public static IReadOnlyList<string> Split(string text, string place)
    {
        var words = new List<string>();
        StringBuilder? word = null;
        for (int at = 0; at < text.Length; at++)
        {
            switch (text[at])
            {
                case ' ' or '\t' or '\n':
                    if (word is not null)
                        words.Add(word.ToString());
                    word = null;
                    break;
                case '\'':
                    int end = text.IndexOf('\'', at + 1);
                    (word ??= new()).Append(text, at + 1, (end < 0 ? throw Unfinished(place) : end) - at - 1);
                    at = end;
                    break;
                case '"':
                    at = TakeDoubleQuoted(text, at + 1, word ??= new(), place);
                    break;
                case '\\' when at + 1 < text.Length:
                    (word ??= new()).Append(text[++at]);
                    break;
                default:
                    (word ??= new()).Append(text[at]);
                    break;
            }
        }
        if (word is not null)
            words.Add(word.ToString());
        return words;
    }

    /// <summary>One line that sh(1) reads as these words.</summary>
    public static string Join(IEnumerable<string> words) => string.Join(' ', words.Select(Quote));

    private static string Quote(string word) =>
        word.Length > 0 && word.All(letter => char.IsAsciiLetterOrDigit(letter) || "%+,-./:=@_".Contains(letter, StringComparison.Ordinal))
            ? word
            : $"'{word.Replace("'", "'\\''", StringComparison.Ordinal)}'";

    private static int TakeDoubleQuoted(string text, int at, StringBuilder word, string place)
    {
        for (; at < text.Length && text[at] != '"'; at++)
        {
            // Inside double quotes a backslash quotes these only.
            if (text[at] == '\\' && at + 1 < text.Length && text[at + 1] is '$' or '`' or '"' or '\\')
                at++;
            word.Append(text[at]);
        }
        return at < text.Length ? at : throw Unfinished(place);
    }

    private static SmolException Unfinished(string place) => new("has a quote that does not end", place);
}
