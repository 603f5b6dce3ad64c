using Smol.Building.Recipes.Smolerfiles.Lexing;

namespace Smol.Building.Recipes.Smolerfiles.Syntax;

/// <summary><c>RUN [--mount=M] [--network=N] [--security=S] COMMAND</c></summary>
/// <param name="Head">What every instruction has.</param>
/// <param name="Command">The command.</param>
/// <param name="Mounts">What is mounted for it.</param>
/// <param name="Network">Its network; null where it is not said.</param>
/// <param name="Security">Its security mode; null where it is not said.</param>
public sealed record RunInstruction(InstructionHead Head, CommandLine Command, IReadOnlyList<MappedText> Mounts, MappedText? Network, MappedText? Security)
    : Instruction(Head);
