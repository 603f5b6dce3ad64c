using Smol.Building.Recipes.Smolerfiles.Lexing;

namespace Smol.Building.Recipes.Smolerfiles.Syntax;

/// <summary><c>EXPOSE</c> or <c>VOLUME</c>: <c>WORD…</c></summary>
/// <param name="Head">What every instruction has.</param>
/// <param name="Words">The words.</param>
/// <param name="IsJson">Whether they were a JSON array.</param>
public sealed record WordsInstruction(InstructionHead Head, IReadOnlyList<MappedText> Words, bool IsJson) : Instruction(Head);
