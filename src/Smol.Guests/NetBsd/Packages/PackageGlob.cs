namespace Smol.Guests.NetBsd.Packages;

/// <summary>fnmatch(3) as NetBSD has it, with <c>FNM_PERIOD</c>, on the names of packages.</summary>
internal static class PackageGlob
{
    /// <summary>The characters that are not what they are. A pattern begins with what is before the first.</summary>
    public const string Special = @"*?[]\";

    /// <summary>Whether a name fits a pattern.</summary>
    public static bool Matches(ReadOnlySpan<char> pattern, ReadOnlySpan<char> name)
    {
        if (name.StartsWith('.') && pattern.IndexOfAny('*', '?') == 0)
            return false;
        int at = 0;
        int here = 0;
        // Where to go on when what follows the last star does not fit: one character later.
        int afterStar = -1;
        int starTaken = 0;
        while (at < pattern.Length || here < name.Length)
        {
            if (at < pattern.Length && pattern[at] == '*')
            {
                afterStar = ++at;
                starTaken = here;
            }
            else if (at < pattern.Length && here < name.Length && TryTake(pattern, ref at, name[here]))
            {
                here++;
            }
            else if (afterStar >= 0 && starTaken < name.Length)
            {
                at = afterStar;
                here = ++starTaken;
            }
            else
            {
                return false;
            }
        }
        return true;
    }

    /// <summary>Takes one element of the pattern if it fits the character.</summary>
    private static bool TryTake(ReadOnlySpan<char> pattern, ref int at, char character)
    {
        char wanted = pattern[at++];
        switch (wanted)
        {
            case '?':
                return true;
            case '[' when TryTakeBrackets(pattern, ref at, character) is { } fits:
                return fits;
            case '\\':
                return at < pattern.Length && pattern[at++] == character;
            default:
                return wanted == character;
        }
    }

    /// <summary>Null where the bracket is one itself: there is a slash in what would be the set.</summary>
    private static bool? TryTakeBrackets(ReadOnlySpan<char> pattern, ref int at, char character)
    {
        int next = at;
        bool isNegated = next < pattern.Length && pattern[next] is '!' or '^';
        if (isNegated)
            next++;
        bool isIn = false;
        for (bool isFirst = true; ; isFirst = false)
        {
            if (next < pattern.Length && pattern[next] == '/')
                return null;
            if (next < pattern.Length && pattern[next] == ']' && !isFirst)
                break;
            if (!TryTakeEscaped(pattern, ref next, out char low))
                return false;
            char high = low;
            if (next + 1 < pattern.Length && pattern[next] == '-' && pattern[next + 1] != ']')
            {
                next++;
                if (!TryTakeEscaped(pattern, ref next, out high))
                    return false;
            }
            isIn |= low <= character && character <= high;
        }
        at = next + 1;
        return isIn != isNegated;
    }

    private static bool TryTakeEscaped(ReadOnlySpan<char> pattern, ref int next, out char character)
    {
        if (next < pattern.Length && pattern[next] == '\\')
            next++;
        character = next < pattern.Length ? pattern[next] : default;
        return next++ < pattern.Length;
    }
}
