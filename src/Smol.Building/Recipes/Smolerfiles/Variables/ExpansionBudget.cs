namespace Smol.Building.Recipes.Smolerfiles.Variables;

/// <summary>Bounds what all expansions of one file may take together, so that no file takes for ever.</summary>
internal sealed class ExpansionBudget
{
    /// <summary>The longest value of a variable, in letters.</summary>
    public const int LongestValue = 1 << 18;

    private const long Most = 20_000_000;
    private long _spent;

    /// <summary>Takes a part of it.</summary>
    /// <exception cref="ExpansionException">Nothing is left.</exception>
    public void Spend(long steps, int at)
    {
        _spent += steps;
        if (_spent > Most)
            throw new ExpansionException(at, "the variables of this file take too long to expand");
    }
}
