namespace Smol.Building.Recipes.Smolerfiles.Lexing;

/// <summary>What begins a heredoc.</summary>
/// <param name="Word">The word, as it was written.</param>
/// <param name="Name">The line that ends it.</param>
/// <param name="FileDescriptor">The number in front of the operator; 0 for none.</param>
/// <param name="IsExpanded">Whether variables in it are.</param>
/// <param name="StripsTabs">Whether tabs at the begin of its lines don't count.</param>
/// <param name="IsInWord">Whether the operator stands inside a word, where Docker does not see it.</param>
internal sealed record HeredocMark(MappedText Word, string Name, int FileDescriptor, bool IsExpanded, bool StripsTabs, bool IsInWord);
