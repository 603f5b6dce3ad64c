using Smol.Building.Recipes.Smolerfiles.Lexing;

namespace Smol.Building.Recipes.Smolerfiles.Planning;

/// <summary>The user of what follows.</summary>
/// <param name="Span">The instruction that asks for it.</param>
/// <param name="Text">The instruction in one line.</param>
/// <param name="User">The user, perhaps with a group behind a colon, by names or numbers.</param>
/// <param name="CreatesMissing">Whether a user that is missing is made, as smolBSD's dialect has it.</param>
public sealed record UserStep(SourceSpan Span, string Text, string User, bool CreatesMissing) : PlanStep(Span, Text);
