using Smol.Building.Recipes.Smolerfiles.Lexing;

namespace Smol.Building.Recipes.Smolerfiles.Planning;

/// <summary>A change of the image's configuration alone, such as <c>CMD</c> makes.</summary>
/// <param name="Span">The instruction that asks for it.</param>
/// <param name="Text">The instruction in one line.</param>
public sealed record ConfigurationStep(SourceSpan Span, string Text) : PlanStep(Span, Text);
