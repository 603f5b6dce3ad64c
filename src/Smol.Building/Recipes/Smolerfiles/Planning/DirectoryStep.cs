using Smol.Building.Recipes.Smolerfiles.Lexing;

namespace Smol.Building.Recipes.Smolerfiles.Planning;

/// <summary>Folders that are made where they are missing: <c>WORKDIR</c> and <c>VOLUME</c>.</summary>
/// <param name="Span">The instruction that asks for it.</param>
/// <param name="Text">The instruction in one line.</param>
/// <param name="Paths">Absolute paths.</param>
/// <param name="Owner">The user whose they are; empty for root.</param>
public sealed record DirectoryStep(SourceSpan Span, string Text, IReadOnlyList<string> Paths, string Owner) : PlanStep(Span, Text);
