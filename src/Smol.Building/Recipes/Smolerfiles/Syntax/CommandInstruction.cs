namespace Smol.Building.Recipes.Smolerfiles.Syntax;

/// <summary><c>CMD</c>, or <c>ENTRYPOINT</c>.</summary>
/// <param name="Head">What every instruction has.</param>
/// <param name="Command">The command.</param>
public sealed record CommandInstruction(InstructionHead Head, CommandLine Command) : Instruction(Head)
{
    /// <summary>Whether it is <c>ENTRYPOINT</c>.</summary>
    public bool IsEntrypoint => Head.Verb == "ENTRYPOINT";
}
