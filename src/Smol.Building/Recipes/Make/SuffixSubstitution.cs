namespace Smol.Building.Recipes.Make;

/// <summary>System V's modifier, <c>${NAMES:.c=.o}</c>: the end of words, replaced; a <c>%</c> stands for what stays.</summary>
/// <param name="Wanted">What is replaced; all of the word when empty.</param>
/// <param name="Replacement">By what.</param>
internal sealed record SuffixSubstitution(string Wanted, string Replacement)
{
    /// <summary>What becomes of a word.</summary>
    public string Apply(string word)
    {
        int percent = Wanted.IndexOf('%', StringComparison.Ordinal);
        if (percent < 0)
            return Wanted.Length == 0 || word.EndsWith(Wanted, StringComparison.Ordinal) ? word[..^Wanted.Length] + Replacement : word;
        string prefix = Wanted[..percent];
        string suffix = Wanted[(percent + 1)..];
        if (word.Length == 0 || word.Length < prefix.Length + suffix.Length
            || !word.StartsWith(prefix, StringComparison.Ordinal) || !word.EndsWith(suffix, StringComparison.Ordinal))
            return word;
        int mark = Replacement.IndexOf('%', StringComparison.Ordinal);
        return mark < 0 ? Replacement : string.Concat(Replacement.AsSpan(0, mark), word.AsSpan(prefix.Length..^suffix.Length), Replacement.AsSpan(mark + 1));
    }
}
