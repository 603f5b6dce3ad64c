using System.Text;

namespace Smol.Building.Recipes.Make;

/// <summary>The modifier <c>:S</c>: text in words, replaced.</summary>
/// <param name="Wanted">What is replaced.</param>
/// <param name="Replacement">By what.</param>
/// <param name="IsAtStart">Only at the start of a word (<c>^</c>).</param>
/// <param name="IsAtEnd">Only at the end of a word (<c>$</c>).</param>
/// <param name="Flags">How often.</param>
internal sealed record Substitution(string Wanted, string Replacement, bool IsAtStart, bool IsAtEnd, SubstitutionFlags Flags)
{
    private bool _isDone;

    /// <summary>What becomes of a word; null when nothing is left of it.</summary>
    public string? Apply(string word)
    {
        if (_isDone || Find(word) is not { } found)
            return word;
        _isDone = Flags.HasFlag(SubstitutionFlags.Once);
        var result = new StringBuilder(word[..found]).Append(Replacement);
        int rest = found + Wanted.Length;
        while (Flags.HasFlag(SubstitutionFlags.Everywhere) && !IsAtStart && !IsAtEnd && word.IndexOf(Wanted, rest, StringComparison.Ordinal) is >= 0 and var next)
        {
            result.Append(word, rest, next - rest).Append(Replacement);
            rest = next + Wanted.Length;
        }
        result.Append(word, rest, word.Length - rest);
        return result.Length == 0 ? null : result.ToString();
    }

    private int? Find(string word)
    {
        if (IsAtStart)
            return word.StartsWith(Wanted, StringComparison.Ordinal) && (!IsAtEnd || word.Length == Wanted.Length) ? 0 : null;
        if (IsAtEnd)
            return word.EndsWith(Wanted, StringComparison.Ordinal) ? word.Length - Wanted.Length : null;
        return word.IndexOf(Wanted, StringComparison.Ordinal) is >= 0 and var index ? index : null;
    }
}
