using Smol.Building.Recipes.Smolerfiles.Lexing;

namespace Smol.Building.Recipes.Smolerfiles.Syntax;

/// <summary><c>SHELL ["PROGRAM", "ARGUMENT"]</c></summary>
/// <param name="Head">What every instruction has.</param>
/// <param name="Words">The program and its arguments.</param>
public sealed record ShellInstruction(InstructionHead Head, IReadOnlyList<MappedText> Words) : Instruction(Head);
