namespace Smol.Building.Recipes.Smolerfiles.Lexing;

/// <summary>A flag of an instruction.</summary>
/// <param name="Name">Without its dashes.</param>
/// <param name="Value">What stands behind <c>=</c>; null without one.</param>
/// <param name="Span">All of it.</param>
internal sealed record FlagText(string Name, MappedText? Value, SourceSpan Span);
