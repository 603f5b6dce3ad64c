namespace Smol.Building.Recipes.Smolerfiles.Lexing;

/// <summary>A text that stands on the lines below its instruction.</summary>
/// <param name="Mark">What begins it: the operator as it was written.</param>
/// <param name="Name">The line that ends it.</param>
/// <param name="FileDescriptor">The number in front of <c>&lt;&lt;</c>; 0 for none.</param>
/// <param name="IsExpanded">Whether variables in it are, which quotes around the name prevent.</param>
/// <param name="StripsTabs">Whether tabs at the begin of its lines don't count (<c>&lt;&lt;-</c>).</param>
/// <param name="Content">Its lines as they stand there, each with its newline.</param>
public sealed record Heredoc(string Mark, string Name, int FileDescriptor, bool IsExpanded, bool StripsTabs, MappedText Content)
{
    /// <summary>Its lines, without the tabs that don't count.</summary>
    public string Stripped => StripsTabs ? string.Join('\n', Content.Text.Split('\n').Select(line => line.TrimStart('\t'))) : Content.Text;
}
