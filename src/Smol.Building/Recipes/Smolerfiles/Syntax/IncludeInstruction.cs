using Smol.Building.Recipes.Smolerfiles.Lexing;

namespace Smol.Building.Recipes.Smolerfiles.Syntax;

/// <summary>smolBSD's <c>INCLUDE FILE</c>.</summary>
/// <param name="Head">What every instruction has.</param>
/// <param name="Path">The file as it was written.</param>
/// <param name="Included">Its instructions.</param>
public sealed record IncludeInstruction(InstructionHead Head, MappedText Path, IReadOnlyList<Instruction> Included) : Instruction(Head);
