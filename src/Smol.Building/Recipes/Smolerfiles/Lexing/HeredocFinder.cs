using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Smol.Building.Recipes.Smolerfiles.Lexing;

/// <summary>
/// Finds what begins a heredoc: a word that is <c>&lt;&lt;</c>, perhaps with a number before it and <c>-</c> behind, and a name (Dockerfile
/// reference, "Here-Documents"). The shell also takes it at the end of a word, and so does smolBSD.
/// </summary>
internal static partial class HeredocFinder
{
    /// <summary>The heredocs that a line begins, without their content.</summary>
    public static IReadOnlyList<HeredocMark> Find(MappedText line)
    {
        var marks = new List<HeredocMark>();
        if (!line.Text.Contains("<<", StringComparison.Ordinal))
            return marks;
        int at = 0;
        while (Word(line.Text, ref at) is { } word)
        {
            if (word.End < 0)
                return [];
            if (Read(line.Slice(word.Start, word.End - word.Start)) is { } mark)
                marks.Add(mark);
        }
        return marks;
    }

    /// <summary>What a word begins; null when it begins no heredoc.</summary>
    public static HeredocMark? Read(MappedText word)
    {
        Match match = Form().Match(word.Text);
        bool isInWord = !match.Success;
        if (isInWord)
            match = InWord().Match(word.Text);
        if (!match.Success || Unquote(match.Groups["name"].Value) is not { Length: > 0 } name)
            return null;
        _ = int.TryParse(match.Groups["fd"].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out int descriptor);
        bool isQuoted = match.Groups["name"].ValueSpan.ContainsAny('"', '\'');
        return new(word, name, descriptor, !isQuoted, match.Groups["dash"].Length > 0, isInWord);
    }

    /// <summary>The next word; an end below 0 tells that a quote is not closed.</summary>
    private static (int Start, int End)? Word(string text, ref int at)
    {
        while (at < text.Length && char.IsWhiteSpace(text[at]))
            at++;
        int start = at;
        char quote = '\0';
        for (; at < text.Length && (quote != '\0' || !char.IsWhiteSpace(text[at])); at++)
        {
            char letter = text[at];
            if (letter == '\\' && quote != '\'')
                at++;
            else if (quote == '\0' && (letter is '"' or '\''))
                quote = letter;
            else if (quote != '\0' && letter == quote)
                quote = '\0';
            else if (quote == '\0' && letter == '<' && at + 1 < text.Length && text[at + 1] == '<')
                at = EndOfOperator(text, at);
        }
        at = Math.Min(at, text.Length);
        return start == text.Length ? null : (start, quote == '\0' ? at : -1);
    }

    /// <summary>Blanks between the operator and the name belong to the word.</summary>
    private static int EndOfOperator(string text, int at)
    {
        at += 2;
        while (at < text.Length && text[at] is ' ' or '\t')
            at++;
        return at - 1;
    }

    /// <summary>A name without quotes; null when it is not one word.</summary>
    private static string? Unquote(string text)
    {
        var name = new StringBuilder();
        char quote = '\0';
        for (int at = 0; at < text.Length; at++)
        {
            char letter = text[at];
            if (letter == '\\' && quote != '\'' && at + 1 < text.Length)
                name.Append(text[++at]);
            else if (quote == '\0' && (letter is '"' or '\''))
                quote = letter;
            else if (quote != '\0' && letter == quote)
                quote = '\0';
            else
                name.Append(letter);
        }
        return quote == '\0' ? name.ToString() : null;
    }

    [GeneratedRegex(@"\A(?<fd>[0-9]*)<<(?<dash>-?)\s*(?<name>[^<]*)\z")]
    private static partial Regex Form();

    [GeneratedRegex(@"[^<]<<(?<dash>-?)\s*(?<name>[A-Za-z_][A-Za-z0-9_]*|'[^']+'|""[^""]+"")\z")]
    private static partial Regex InWord();
}
