namespace Smol.Building.Recipes.Smolerfiles.Lexing;

/// <summary>An instruction's line: joined where it was continued, without comments.</summary>
/// <param name="Text">The line.</param>
/// <param name="NextLine">The number of the line of the file behind it, from 1.</param>
/// <param name="EmptyContinuation">An empty line inside it, which Docker warns of; null for none.</param>
internal sealed record LogicalLine(MappedText Text, int NextLine, SourceSpan? EmptyContinuation);
