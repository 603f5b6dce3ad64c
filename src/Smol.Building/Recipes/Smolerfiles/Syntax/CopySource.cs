using Smol.Building.Recipes.Smolerfiles.Lexing;

namespace Smol.Building.Recipes.Smolerfiles.Syntax;

/// <summary>A source of <c>COPY</c> and <c>ADD</c>.</summary>
/// <param name="Word">What was written.</param>
/// <param name="Heredoc">The heredoc that it begins; null for a path or URL.</param>
public sealed record CopySource(MappedText Word, Heredoc? Heredoc);
