using Smol.Building.Recipes.Smolerfiles.Lexing;

namespace Smol.Building.Recipes.Smolerfiles.Syntax;

/// <summary><c>USER</c>, <c>WORKDIR</c>, <c>STOPSIGNAL</c> or <c>MAINTAINER</c>: <c>VALUE</c></summary>
/// <param name="Head">What every instruction has.</param>
/// <param name="Value">The value.</param>
public sealed record ValueInstruction(InstructionHead Head, MappedText Value) : Instruction(Head);
