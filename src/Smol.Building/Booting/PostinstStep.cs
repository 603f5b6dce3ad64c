using Smol.Building.Recipes.Smolerfiles.Lexing;
using Smol.Building.Recipes.Smolerfiles.Planning;

namespace Smol.Building.Booting;

/// <summary>A script of a service, as a step of a build boot.</summary>
/// <param name="Span">Its file.</param>
/// <param name="Text">What it is, for people.</param>
internal sealed record PostinstStep(SourceSpan Span, string Text) : PlanStep(Span, Text)
{
    /// <inheritdoc/>
    public override bool NeedsGuest => true;

    /// <summary>A step of a file.</summary>
    public static PostinstStep Of(string path, string text) => new(new(new SourceFile(path, ""), 0, 0), text);
}
