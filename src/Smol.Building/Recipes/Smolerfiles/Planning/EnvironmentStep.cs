using Smol.Building.Recipes.Smolerfiles.Lexing;
using Smol.Building.Recipes.Smolerfiles.Variables;

namespace Smol.Building.Recipes.Smolerfiles.Planning;

/// <summary>Variables that the image keeps.</summary>
/// <param name="Span">The instruction that asks for it.</param>
/// <param name="Text">The instruction in one line.</param>
/// <param name="Variables">The variables.</param>
/// <param name="Before">All that is set before it, arguments too, for values that a shell evaluates.</param>
public sealed record EnvironmentStep(SourceSpan Span, string Text, IReadOnlyList<EnvironmentVariable> Variables, IReadOnlyList<EnvironmentVariable> Before)
    : PlanStep(Span, Text)
{
    /// <inheritdoc/>
    public override bool NeedsGuest => Variables.Any(variable => variable.IsForShell);
}
