using System.Text;
using System.Text.RegularExpressions;

namespace Smol.Building.Recipes.Make;

/// <summary>The modifier <c>:C</c>: what an extended regular expression matches in words, replaced.</summary>
/// <param name="regex">The expression.</param>
/// <param name="replacement">By what: <c>&amp;</c> and <c>\0</c> stand for the match, <c>\1</c> to <c>\9</c> for what is in parentheses.</param>
/// <param name="flags">How often.</param>
internal sealed class RegexSubstitution(ExtendedRegex regex, string replacement, SubstitutionFlags flags)
{
    private bool _isDone;

    /// <summary>What becomes of a word; null when nothing is left of it.</summary>
    /// <exception cref="FormatException">The replacement names parentheses that matched nothing.</exception>
    public string? Apply(string word)
    {
        if (_isDone)
            return word.Length == 0 ? null : word;
        var result = new StringBuilder();
        int at = 0;
        while (regex.Find(word, at) is { } found)
        {
            _isDone = flags.HasFlag(SubstitutionFlags.Once);
            result.Append(word, at, found.Start - at);
            AppendReplacement(result, found.Groups);
            bool isEmptyHere = found.Start == at && found.Groups.Length == 0;
            at = found.Start + found.Groups.Length;
            if (!flags.HasFlag(SubstitutionFlags.Everywhere) || at >= word.Length)
                break;
            if (isEmptyHere)
                result.Append(word[at++]);
            if (at >= word.Length)
                break;
        }
        result.Append(word, at, word.Length - at);
        return result.Length == 0 ? null : result.ToString();
    }

    private void AppendReplacement(StringBuilder result, Match match)
    {
        for (int index = 0; index < replacement.Length; index++)
        {
            char letter = replacement[index];
            char next = index + 1 < replacement.Length ? replacement[index + 1] : '\0';
            if (letter == '&')
            {
                result.Append(match.ValueSpan);
            }
            else if (letter == '\\' && next is '&' or '\\')
            {
                result.Append(next);
                index++;
            }
            else if (letter == '\\' && char.IsAsciiDigit(next))
            {
                Group group = match.Groups[next - '0'];
                if (!group.Success)
                    throw new FormatException($"has a '\\{next}' for parentheses that match nothing");
                result.Append(group.ValueSpan);
                index++;
            }
            else
            {
                result.Append(letter);
            }
        }
    }
}
