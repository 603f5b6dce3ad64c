namespace Smol.Building.Recipes.Smolerfiles.Ignoring;

/// <summary>An element of a pattern for paths.</summary>
/// <param name="Kind">What it matches.</param>
/// <param name="Letter">The letter, of <see cref="PathRuleKind.Letter"/>.</param>
/// <param name="Ranges">The letters from and to, of <see cref="PathRuleKind.Set"/>.</param>
/// <param name="IsNegated">Whether the set is of all other letters.</param>
internal sealed record PathRuleElement(PathRuleKind Kind, char Letter = '\0', IReadOnlyList<(char First, char Last)>? Ranges = null, bool IsNegated = false)
{
    /// <summary>Whether it matches a letter.</summary>
    public bool Matches(char letter) => Kind switch
    {
        PathRuleKind.Letter => letter == Letter,
        PathRuleKind.Name => letter != '/',
        PathRuleKind.Set => Ranges!.Any(range => range.First <= letter && letter <= range.Last) != IsNegated,
        _ => true,
    };
}
