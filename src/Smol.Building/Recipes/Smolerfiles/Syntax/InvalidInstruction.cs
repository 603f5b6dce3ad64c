namespace Smol.Building.Recipes.Smolerfiles.Syntax;

/// <summary>What was no instruction, and is among the errors.</summary>
/// <param name="Head">What every instruction has.</param>
public sealed record InvalidInstruction(InstructionHead Head) : Instruction(Head);
