namespace Smol.Building.Recipes.Smolerfiles.Variables;

/// <summary>What an expansion gave.</summary>
/// <param name="Text">The text.</param>
/// <param name="Words">The same, split at blanks that were in no quotes, those out of variables too.</param>
/// <param name="Used">The variables that were asked for and are set.</param>
/// <param name="Unset">Those that are not, each with where its name stands in the source.</param>
public sealed record ExpandedText(string Text, IReadOnlyList<string> Words, IReadOnlySet<string> Used, IReadOnlyList<(string Name, int At)> Unset);
