using Smol.Building.Recipes.Smolerfiles.Lexing;

namespace Smol.Building.Recipes.Smolerfiles.Syntax;

/// <summary><c>FROM [--platform=P] BASE [AS NAME]</c></summary>
/// <param name="Head">What every instruction has.</param>
/// <param name="Platform">The platform; null without one.</param>
/// <param name="Base">Sets, an image, an earlier stage or <c>scratch</c>.</param>
/// <param name="Name">The stage's name; null without one.</param>
public sealed record FromInstruction(InstructionHead Head, MappedText? Platform, MappedText Base, MappedText? Name) : Instruction(Head);
