using Smol.Building.Recipes.Smolerfiles.Lexing;

namespace Smol.Building.Recipes.Smolerfiles.Planning;

/// <summary>A step of a stage, with all that it needs expanded in it.</summary>
/// <param name="Span">The instruction that asks for it.</param>
/// <param name="Text">The instruction in one line, for people, and for the history of the image.</param>
public abstract record PlanStep(SourceSpan Span, string Text)
{
    /// <summary>Whether a guest has to do it.</summary>
    public virtual bool NeedsGuest => false;
}
