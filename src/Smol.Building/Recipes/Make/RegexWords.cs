namespace Smol.Building.Recipes.Make;

/// <summary>Applies a <see cref="RegexSubstitution"/> to a value, within limits.</summary>
internal static class RegexWords
{
    private const int LongestWord = 1000;

    /// <summary>Applies it to each word.</summary>
    /// <exception cref="FormatException">A word is too long to be searched.</exception>
    public static string Modify(string value, RegexSubstitution substitution, bool isOneWord, ExpansionBudget budget, SourcePosition position)
    {
        List<string> words = isOneWord ? [value] : WordList.Split(value);
        if (words.Find(word => word.Length > LongestWord) is not null)
            throw new FormatException($"meets a word of more than {LongestWord} letters");
        words.ForEach(word => budget.TakeWork(word.Length * Math.Min(word.Length, 60), position));
        return string.Join(' ', words.Select(substitution.Apply).Where(word => word is not null));
    }
}
