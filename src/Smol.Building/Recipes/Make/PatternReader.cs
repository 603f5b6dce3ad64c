using System.Text;
using Smol.Storage;

namespace Smol.Building.Recipes.Make;

/// <summary>Reads the parts of modifiers: text up to a delimiter, with references expanded and backslashes that quote.</summary>
/// <param name="expander">Expands references.</param>
/// <param name="evaluate">False to find the end only.</param>
internal sealed class PatternReader(Expander expander, bool evaluate)
{
    /// <summary>Reads up to a delimiter. A backslash quotes the delimiter, a dollar and a backslash, and stays before all else.</summary>
    /// <param name="text">The text.</param>
    /// <param name="at">Where to begin; behind the delimiter afterwards.</param>
    /// <param name="delimiter">What ends the part.</param>
    /// <exception cref="SmolException">There is no delimiter.</exception>
    public string Read(SourceText text, ref int at, char delimiter) => Read(text, ref at, delimiter, null, out _);

    /// <summary>The same for what is to be replaced: a dollar before the delimiter is not text, but says that the part is at the end of a word.</summary>
    public string ReadAnchored(SourceText text, ref int at, char delimiter, out bool isAtEnd)
    {
        string pattern = Read(text, ref at, delimiter, null, out bool endsInDollar);
        isAtEnd = endsInDollar;
        return endsInDollar ? pattern[..^1] : pattern;
    }

    /// <summary>The same for what replaces: <c>&amp;</c> stands for what is replaced, and can be quoted.</summary>
    public string ReadReplacement(SourceText text, ref int at, char delimiter, string replaced) => Read(text, ref at, delimiter, replaced, out _);

    /// <summary>Passes over a part that is not wanted; references in it are not expanded.</summary>
    public void Skip(SourceText text, ref int at, char delimiter)
    {
        var reader = new PatternReader(expander, evaluate: false);
        reader.Read(text, ref at, delimiter);
    }

    private string Read(SourceText text, ref int at, char delimiter, string? replaced, out bool endsInDollar)
    {
        SourcePosition position = text.PositionOf(at);
        var result = new StringBuilder();
        endsInDollar = false;
        while (at < text.Length && text[at] != delimiter)
        {
            char letter = text[at];
            char next = text[at + 1];
            if (letter == '\\' && (next == delimiter || next is '\\' or '$' || (replaced is not null && next == '&')))
            {
                result.Append(next);
                at += 2;
            }
            else if (letter == '$' && next != delimiter)
            {
                Reference reference = expander.ReadReference(text, at, evaluate);
                result.Append(reference.Value);
                at = reference.End;
            }
            else
            {
                endsInDollar = letter == '$';
                result.Append(letter == '&' && replaced is not null ? replaced : letter.ToString());
                at++;
            }
        }
        if (at >= text.Length)
            throw new SmolException($"a modifier has no '{delimiter}' at its end", position.ToString());
        at++;
        return result.ToString();
    }
}
