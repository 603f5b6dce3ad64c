namespace Smol.Building.Recipes.Smolerfiles.Syntax;

/// <summary><c>ENV</c>, <c>LABEL</c> or <c>ARG</c>: <c>NAME=VALUE…</c></summary>
/// <param name="Head">What every instruction has.</param>
/// <param name="Pairs">The names and values.</param>
/// <param name="IsLegacy">Whether a blank stands where <c>=</c> should.</param>
public sealed record PairsInstruction(InstructionHead Head, IReadOnlyList<KeyValue> Pairs, bool IsLegacy) : Instruction(Head);
