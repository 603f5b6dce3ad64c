namespace Smol.Building.Recipes.Smolerfiles.Syntax;

/// <summary><c>ONBUILD INSTRUCTION</c></summary>
/// <param name="Head">What every instruction has.</param>
/// <param name="Inner">What is done in stages that are made from this one.</param>
public sealed record OnbuildInstruction(InstructionHead Head, Instruction Inner) : Instruction(Head);
