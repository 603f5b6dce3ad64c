using Smol.Building.Recipes.Smolerfiles.Lexing;

namespace Smol.Building.Recipes.Smolerfiles.Syntax;

/// <summary><c>HEALTHCHECK [FLAGS] CMD COMMAND</c>, or <c>HEALTHCHECK NONE</c>.</summary>
/// <param name="Head">What every instruction has.</param>
/// <param name="Command">The command; null for none.</param>
/// <param name="Flags">Its flags, by their names.</param>
public sealed record HealthcheckInstruction(InstructionHead Head, CommandLine? Command, IReadOnlyDictionary<string, MappedText> Flags) : Instruction(Head);
