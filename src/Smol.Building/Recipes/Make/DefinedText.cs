using System.Text;

namespace Smol.Building.Recipes.Make;

/// <summary>The text behind <c>:U</c> and <c>:D</c>: a backslash quotes a colon, a dollar, the bracket and itself.</summary>
internal static class DefinedText
{
    /// <summary>Reads it.</summary>
    /// <param name="expander">Expands its references.</param>
    /// <param name="text">The text.</param>
    /// <param name="at">The index of the <c>U</c> or <c>D</c>; behind the text afterwards.</param>
    /// <param name="close">The bracket that ends it, as a colon does.</param>
    /// <param name="evaluate">False to find the end only.</param>
    public static string Read(Expander expander, SourceText text, ref int at, char close, bool evaluate)
    {
        var result = new StringBuilder();
        at++;
        while (at < text.Length && text[at] != close && text[at] != ':')
        {
            char next = text[at + 1];
            if (text[at] == '$')
            {
                Reference reference = expander.ReadReference(text, at, evaluate);
                result.Append(reference.Value);
                at = reference.End;
                continue;
            }
            if (text[at] == '\\' && at + 1 < text.Length && (next is ':' or '$' or '\\' || next == close))
                at++;
            result.Append(text[at++]);
        }
        return result.ToString();
    }
}
