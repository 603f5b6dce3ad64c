using Smol.Building.Recipes.Smolerfiles.Lexing;

namespace Smol.Building.Recipes.Smolerfiles.Syntax;

/// <summary>What every instruction has.</summary>
/// <param name="Verb">Its verb, in capitals.</param>
/// <param name="Span">All of it, without its heredocs.</param>
/// <param name="VerbSpan">The verb.</param>
/// <param name="Escape">The escape letter of its file.</param>
/// <param name="Heredocs">The texts below it.</param>
public sealed record InstructionHead(string Verb, SourceSpan Span, SourceSpan VerbSpan, char Escape, IReadOnlyList<Heredoc> Heredocs);
