using Smol.Storage;

namespace Smol.Building.Recipes.Make;

/// <summary>
/// Ends what would never end: a few short lines of make can ask for more letters than there are atoms. The limits are far above what a
/// recipe needs.
/// </summary>
internal sealed class ExpansionBudget
{
    private const int LongestValue = 1 << 16;
    private const int DeepestNesting = 100;
    private int _letters = 1 << 24;
    private int _references = 1_000_000;
    private int _depth;

    /// <summary>Counts letters that are made.</summary>
    /// <exception cref="SmolException">They are too many.</exception>
    public void TakeLetters(int count, SourcePosition position)
    {
        TakeWork(count, position);
        if (count > LongestValue)
            throw TooMuch(position);
    }

    /// <summary>Counts letters that are looked at.</summary>
    /// <exception cref="SmolException">They are too many.</exception>
    public void TakeWork(int count, SourcePosition position)
    {
        _letters -= Math.Min(count, _letters + 1);
        if (_letters < 0)
            throw TooMuch(position);
    }

    /// <summary>Counts a reference, and what is nested in it until <see cref="Leave"/>.</summary>
    /// <exception cref="SmolException">They are too many, or nested too deep.</exception>
    public void Enter(SourcePosition position)
    {
        if (--_references < 0)
            throw new SmolException("expands more references than a recipe can need", position.ToString());
        if (++_depth > DeepestNesting)
            throw new SmolException($"is nested more than {DeepestNesting} deep", position.ToString());
    }

    /// <summary>Ends what <see cref="Enter"/> began.</summary>
    public void Leave() => _depth--;

    private static SmolException TooMuch(SourcePosition position) => new("expands to more text than a recipe can need", position.ToString());
}
