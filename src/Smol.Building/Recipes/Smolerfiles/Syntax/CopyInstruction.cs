using Smol.Building.Recipes.Smolerfiles.Lexing;

namespace Smol.Building.Recipes.Smolerfiles.Syntax;

/// <summary><c>COPY</c>, or <c>ADD</c>: <c>[FLAGS] SOURCE… DESTINATION</c></summary>
/// <param name="Head">What every instruction has.</param>
/// <param name="Flags">Its flags.</param>
/// <param name="Sources">The sources.</param>
/// <param name="Destination">The destination.</param>
/// <param name="IsJson">Whether they were a JSON array.</param>
public sealed record CopyInstruction(InstructionHead Head, CopyFlags Flags, IReadOnlyList<CopySource> Sources, MappedText Destination, bool IsJson) : Instruction(Head)
{
    /// <summary>Whether it is <c>ADD</c>.</summary>
    public bool IsAdd => Head.Verb == "ADD";
}
