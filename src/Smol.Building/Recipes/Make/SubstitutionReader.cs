using Smol.Storage;

namespace Smol.Building.Recipes.Make;

/// <summary>Reads the modifiers that replace: <c>:S/a/b/</c>, <c>:C/a/b/</c> and <c>:a=b</c>.</summary>
/// <param name="patterns">Reads their parts.</param>
/// <param name="evaluate">False to find their ends only.</param>
internal sealed class SubstitutionReader(PatternReader patterns, bool evaluate)
{
    /// <summary>Reads <c>:S</c>; null where nothing is evaluated.</summary>
    /// <param name="text">The text.</param>
    /// <param name="at">The index of the <c>S</c>; behind the modifier afterwards.</param>
    /// <exception cref="SmolException">It has no end, or nothing to replace.</exception>
    public Substitution? Read(SourceText text, ref int at)
    {
        SourcePosition position = text.PositionOf(at);
        char delimiter = text[at + 1];
        at += 2;
        bool isAtStart = text[at] == '^';
        if (isAtStart)
            at++;
        string wanted = patterns.ReadAnchored(text, ref at, delimiter, out bool isAtEnd);
        string replacement = patterns.ReadReplacement(text, ref at, delimiter, wanted);
        SubstitutionFlags flags = ReadFlags(text, ref at);
        if (!evaluate)
            return null;
        return wanted.Length > 0 || isAtStart || isAtEnd
            ? new(wanted, replacement, isAtStart, isAtEnd, flags)
            : throw new SmolException("':S' has nothing to replace", position.ToString());
    }

    /// <summary>Reads <c>:C</c>; null where nothing is evaluated.</summary>
    /// <param name="text">The text.</param>
    /// <param name="at">The index of the <c>C</c>; behind the modifier afterwards.</param>
    /// <exception cref="SmolException">It has no end, or its expression is not understood.</exception>
    public RegexModifier? ReadRegex(SourceText text, ref int at)
    {
        SourcePosition position = text.PositionOf(at);
        char delimiter = text[at + 1];
        at += 2;
        string pattern = patterns.Read(text, ref at, delimiter);
        string replacement = patterns.Read(text, ref at, delimiter);
        SubstitutionFlags flags = ReadFlags(text, ref at);
        return evaluate ? new(pattern, replacement, flags, position) : null;
    }

    /// <summary>Reads <c>:old=new</c>, which goes up to the end of the reference; null when it is none.</summary>
    /// <param name="text">The text.</param>
    /// <param name="at">The index behind the colon; of the bracket that ends the reference afterwards.</param>
    /// <param name="open">The bracket before the reference's name.</param>
    /// <param name="close">The bracket that ends it.</param>
    public SuffixSubstitution? ReadSuffix(SourceText text, ref int at, char open, char close)
    {
        if (!HasEquals(text, at, open, close))
            return null;
        string wanted = patterns.ReadAnchored(text, ref at, '=', out _);
        string replacement = patterns.ReadReplacement(text, ref at, close, wanted);
        at--;
        return new(wanted, replacement);
    }

    private static SubstitutionFlags ReadFlags(SourceText text, ref int at)
    {
        var flags = SubstitutionFlags.None;
        for (; text[at] is '1' or 'g' or 'W'; at++)
        {
            flags |= text[at] switch
            {
                '1' => SubstitutionFlags.Once,
                'g' => SubstitutionFlags.Everywhere,
                _ => SubstitutionFlags.OneWord,
            };
        }
        return flags;
    }

    private static bool HasEquals(SourceText text, int at, char open, char close)
    {
        bool isFound = false;
        for (int depth = 1; at < text.Length; at++)
        {
            if (text[at] == '=')
                isFound = true;
            else if (text[at] == close && --depth == 0)
                return isFound;
            else if (text[at] == open)
                depth++;
        }
        return false;
    }
}
