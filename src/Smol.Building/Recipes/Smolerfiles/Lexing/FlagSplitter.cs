using System.Text;

namespace Smol.Building.Recipes.Smolerfiles.Lexing;

/// <summary>Takes the flags from what stands behind a verb: words that begin with <c>--</c>, until one does not, or is just that.</summary>
internal static class FlagSplitter
{
    /// <summary>The flags, without quotes and escape letters, and what is behind them.</summary>
    public static (IReadOnlyList<FlagText> Flags, MappedText Operands) Split(MappedText text, char escape)
    {
        var flags = new List<FlagText>();
        int at = 0;
        while (true)
        {
            while (at < text.Text.Length && char.IsWhiteSpace(text.Text[at]))
                at++;
            if (!text.Text.AsSpan(at).StartsWith("--"))
                break;
            int start = at;
            string word = ReadWord(text.Text, ref at, escape);
            if (word == "--")
                break;
            int equals = word.IndexOf('=', StringComparison.Ordinal);
            int name = equals < 0 ? word.Length : equals;
            SourceSpan span = text.SpanOf(start, at - start);
            SourceSpan valueSpan = equals < 0 ? span : text.SpanOf(Math.Min(start + name + 1, at), Math.Max(0, at - start - name - 1));
            flags.Add(new(word[2..name], equals < 0 ? null : MappedText.Decoded(word[(equals + 1)..], valueSpan), span));
        }
        return (flags, text.Slice(at).Trim());
    }

    private static string ReadWord(string text, ref int at, char escape)
    {
        var word = new StringBuilder();
        char quote = '\0';
        for (; at < text.Length && (quote != '\0' || !char.IsWhiteSpace(text[at])); at++)
        {
            char letter = text[at];
            if (letter == escape)
            {
                if (++at < text.Length)
                    word.Append(text[at]);
            }
            else if (quote == '\0' && (letter is '"' or '\''))
                quote = letter;
            else if (quote != '\0' && letter == quote)
                quote = '\0';
            else
                word.Append(letter);
        }
        at = Math.Min(at, text.Length);
        return word.ToString();
    }
}
