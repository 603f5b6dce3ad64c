namespace Smol.Building.Recipes.Smolerfiles.Lexing;

/// <summary>Splits what stands behind a verb.</summary>
internal static class WordSplitter
{
    private const string Blanks = " \t\v\f\r";

    /// <summary>At blanks, whatever they stand in.</summary>
    public static IReadOnlyList<MappedText> AtBlanks(MappedText text) =>
        Split(text, static (letters, at) => EndOfRun(letters, at));

    /// <summary>At blanks that are in no quotes and behind no escape letter; the quotes stay.</summary>
    /// <param name="text">The text.</param>
    /// <param name="escape">The escape letter.</param>
    /// <param name="keepsCommands">Whether blanks in <c>$(…)</c> split nothing either.</param>
    public static IReadOnlyList<MappedText> Quoted(MappedText text, char escape, bool keepsCommands = false) =>
        Split(text, (letters, at) => EndOfWord(letters, at, escape, keepsCommands));

    private static List<MappedText> Split(MappedText text, Func<string, int, int> endOf)
    {
        var words = new List<MappedText>();
        for (int at = 0; at < text.Text.Length;)
        {
            if (char.IsWhiteSpace(text.Text[at]))
            {
                at++;
                continue;
            }
            int end = endOf(text.Text, at);
            words.Add(text.Slice(at, end - at));
            at = end;
        }
        return words;
    }

    private static int EndOfRun(string text, int at)
    {
        int end = text.AsSpan(at).IndexOfAny(Blanks);
        // Other white space of Unicode ends no word.
        return end < 0 ? text.Length : Math.Max(at + end, at + 1);
    }

    private static int EndOfWord(string text, int at, char escape, bool keepsCommands)
    {
        char quote = '\0';
        int depth = 0;
        for (; at < text.Length; at++)
        {
            char letter = text[at];
            if (letter == escape && quote != '\'')
                at++;
            else if (quote != '\0')
                quote = letter == quote ? '\0' : quote;
            else if (letter is '"' or '\'' || (keepsCommands && letter == '`'))
                quote = letter;
            else if (keepsCommands && letter == '(' && (depth > 0 || (at > 0 && text[at - 1] == '$')))
                depth++;
            else if (letter == ')' && depth > 0)
                depth--;
            else if (char.IsWhiteSpace(letter) && depth == 0)
                break;
        }
        return Math.Min(at, text.Length);
    }
}
