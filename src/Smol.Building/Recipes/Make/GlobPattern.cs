namespace Smol.Building.Recipes.Make;

/// <summary>The patterns of <c>:M</c> and <c>:N</c>: <c>*</c>, <c>?</c>, <c>[a-z]</c>, <c>[^a-z]</c>, and a backslash that quotes.</summary>
internal static class GlobPattern
{
    /// <summary>Whether the whole word matches.</summary>
    public static bool Matches(string word, string pattern)
    {
        int at = 0;
        int inPattern = 0;
        int starAt = -1;
        int afterStar = -1;
        while (true)
        {
            if (inPattern < pattern.Length && pattern[inPattern] == '*')
            {
                afterStar = ++inPattern;
                starAt = at;
                continue;
            }
            if (at == word.Length)
                return inPattern == pattern.Length;
            int next = inPattern;
            if (inPattern < pattern.Length && MatchesOne(word[at], pattern, ref next))
            {
                at++;
                inPattern = next;
                continue;
            }
            if (afterStar < 0)
                return false;
            at = ++starAt;
            inPattern = afterStar;
        }
    }

    private static bool MatchesOne(char letter, string pattern, ref int at)
    {
        switch (pattern[at])
        {
            case '?':
                at++;
                return true;
            case '[':
                return MatchesList(letter, pattern, ref at);
            case '\\' when at + 1 == pattern.Length:
                return false;
            case '\\':
                at += 2;
                return pattern[at - 1] == letter;
            default:
                return pattern[at++] == letter;
        }
    }

    private static bool MatchesList(char letter, string pattern, ref int at)
    {
        bool isNegated = at + 1 < pattern.Length && pattern[at + 1] == '^';
        at += isNegated ? 2 : 1;
        bool isFound = false;
        while (at < pattern.Length && pattern[at] != ']')
        {
            char first = pattern[at];
            char last = first;
            if (at + 2 < pattern.Length && pattern[at + 1] == '-')
            {
                last = pattern[at + 2];
                at += 2;
            }
            isFound |= (letter >= first && letter <= last) || (letter <= first && letter >= last);
            at++;
        }
        at = Math.Min(at + 1, pattern.Length);
        return isFound != isNegated;
    }
}
