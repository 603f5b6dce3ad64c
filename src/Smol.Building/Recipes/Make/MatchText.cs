namespace Smol.Building.Recipes.Make;

/// <summary>The pattern behind <c>:M</c> and <c>:N</c>: it may hold brackets in pairs, and a colon inside them.</summary>
internal static class MatchText
{
    /// <summary>Reads it.</summary>
    /// <param name="expander">Expands its references.</param>
    /// <param name="text">The text.</param>
    /// <param name="at">The index of the <c>M</c> or <c>N</c>; behind the pattern afterwards.</param>
    /// <param name="open">The bracket before the reference's name.</param>
    /// <param name="close">The bracket that ends the reference.</param>
    /// <param name="evaluate">False to find the end only.</param>
    public static string Read(Expander expander, SourceText text, ref int at, char open, char close, bool evaluate)
    {
        int start = ++at;
        bool hasReference = false;
        bool hasQuoted = false;
        for (int depth = 1; at < text.Length && !(text[at] == ':' && depth == 1); at++)
        {
            char letter = text[at];
            if (letter == '\\' && at + 1 < text.Length && (text[at + 1] == ':' || text[at + 1] == close || text[at + 1] == open))
            {
                hasQuoted |= !hasReference;
                at++;
            }
            else if (letter == '$')
            {
                hasReference = true;
            }
            else if (letter is '(' or '{')
            {
                depth++;
            }
            else if (letter is ')' or '}' && --depth == 0)
            {
                break;
            }
        }
        SourceText pattern = text[start..Math.Min(at, text.Length)];
        if (hasQuoted)
            pattern = Unquote(pattern, close);
        return !hasReference ? pattern.Text : evaluate ? expander.Expand(pattern) : "";
    }

    private static SourceText Unquote(SourceText pattern, char close)
    {
        var result = new SourceTextBuilder();
        for (int index = 0; index < pattern.Length; index++)
        {
            if (pattern[index] == '\\' && index + 1 < pattern.Length && (pattern[index + 1] == ':' || pattern[index + 1] == close))
                index++;
            result.Append(pattern[index], pattern.PositionOf(index));
        }
        return result.Build(pattern.PositionOf(pattern.Length));
    }
}
