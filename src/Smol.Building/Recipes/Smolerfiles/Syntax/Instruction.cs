using Smol.Building.Recipes.Smolerfiles.Lexing;

namespace Smol.Building.Recipes.Smolerfiles.Syntax;

/// <summary>An instruction of a SMOLerfile, before anything in it is expanded.</summary>
/// <param name="Head">What every instruction has.</param>
public abstract record Instruction(InstructionHead Head)
{
    /// <summary>Where it stands.</summary>
    public SourceSpan Span => Head.Span;
}
