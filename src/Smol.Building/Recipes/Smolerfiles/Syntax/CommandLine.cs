using Smol.Building.Recipes.Smolerfiles.Lexing;

namespace Smol.Building.Recipes.Smolerfiles.Syntax;

/// <summary>A command in one of its two forms.</summary>
/// <param name="IsShell">Whether a shell gets it as one text; otherwise its words were a JSON array.</param>
/// <param name="Words">The text, or the words.</param>
public sealed record CommandLine(bool IsShell, IReadOnlyList<MappedText> Words);
