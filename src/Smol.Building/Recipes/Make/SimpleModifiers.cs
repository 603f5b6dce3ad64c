using System.Text;

namespace Smol.Building.Recipes.Make;

/// <summary>The modifiers of one letter that have no arguments.</summary>
internal static class SimpleModifiers
{
    /// <summary>What the shell takes for more than itself (make's metachar.c), besides blanks.</summary>
    private const string ShellLetters = "!\"#$&'()*;<>?[\\]^`{|}~";

    /// <summary>Applies one.</summary>
    /// <param name="modifier">The letter.</param>
    /// <param name="value">The value.</param>
    /// <param name="modifyWords">Changes the words of that value, and leaves out those that become null.</param>
    public static string Apply(char modifier, string value, Func<Func<string, string?>, string> modifyWords) => modifier switch
    {
        'E' => modifyWords(word => word.LastIndexOf('.') is >= 0 and var dot ? word[(dot + 1)..] : null),
        'H' => modifyWords(word => word.LastIndexOf('/') is >= 0 and var slash ? word[..slash] : "."),
        'R' => modifyWords(word => word.LastIndexOf('.') is >= 0 and var dot ? word[..dot] : word),
        'T' => modifyWords(word => word[(word.LastIndexOf('/') + 1)..]),
        'u' => string.Join(' ', WithoutRepeats(WordList.Split(value))),
        _ => Quote(value, isForMakeToo: modifier == 'q'),
    };

    /// <summary>The value in small letters of ASCII.</summary>
    public static string ToLower(string value) => string.Concat(value.Select(letter => char.IsAsciiLetterUpper(letter) ? (char)(letter | 0x20) : letter));

    /// <summary>The value in capital letters of ASCII.</summary>
    public static string ToUpper(string value) => string.Concat(value.Select(letter => char.IsAsciiLetterLower(letter) ? (char)(letter & ~0x20) : letter));

    private static IEnumerable<string> WithoutRepeats(List<string> words) => words.Where((word, index) => index == 0 || words[index - 1] != word);

    private static string Quote(string value, bool isForMakeToo)
    {
        var result = new StringBuilder();
        foreach (char letter in value)
        {
            if (Blanks.IsBlank(letter) || ShellLetters.Contains(letter, StringComparison.Ordinal))
                result.Append('\\');
            result.Append(letter);
            if (isForMakeToo && letter == '$')
                result.Append("\\$");
        }
        return result.ToString();
    }
}
