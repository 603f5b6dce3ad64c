using Smol.Storage;

namespace Smol.Building.Recipes.Make;

/// <summary>One <c>:C</c> of a makefile, applied within limits.</summary>
/// <param name="Pattern">The extended regular expression.</param>
/// <param name="Replacement">What replaces its matches.</param>
/// <param name="Flags">How often.</param>
/// <param name="Position">Where it stands.</param>
internal sealed record RegexModifier(string Pattern, string Replacement, SubstitutionFlags Flags, SourcePosition Position)
{
    private const int LongestWord = 1000;

    /// <summary>What becomes of a value.</summary>
    /// <exception cref="SmolException">The expression is not understood, or a word is too long to be searched.</exception>
    public string Apply(string value, bool isOneWord, ExpansionBudget budget)
    {
        List<string> words = isOneWord || Flags.HasFlag(SubstitutionFlags.OneWord) ? [value] : WordList.Split(value);
        if (words.Exists(word => word.Length > LongestWord))
            throw new SmolException($"':C' meets a word of more than {LongestWord} letters", Position.ToString());
        int searches = Flags.HasFlag(SubstitutionFlags.Everywhere) ? 4 : 1;
        words.ForEach(word => budget.TakeWork(word.Length * word.Length * searches, Position));
        try
        {
            var substitution = new RegexSubstitution(new(Pattern), Replacement, Flags);
            return string.Join(' ', words.Select(substitution.Apply).Where(word => word is not null));
        }
        catch (FormatException failure)
        {
            throw new SmolException($"':C' with '{Pattern}' and '{Replacement}' {failure.Message}", Position.ToString(), cause: failure);
        }
    }
}
