using Smol.Building.Recipes.Smolerfiles.Lexing;

namespace Smol.Building.Recipes.Smolerfiles.Labels;

/// <summary>A label of ours.</summary>
/// <param name="Name">Its name, without the prefix.</param>
/// <param name="Value">Its value.</param>
/// <param name="KeySpan">Where its name stands.</param>
/// <param name="ValueSpan">Where its value stands.</param>
internal sealed record PlacedLabel(string Name, string Value, SourceSpan KeySpan, SourceSpan ValueSpan);
