namespace Smol.Building.Recipes.Smolerfiles.Lexing;

/// <summary>A part of a file.</summary>
/// <param name="File">The file.</param>
/// <param name="Start">Where it begins, in UTF-16 units from the file's begin.</param>
/// <param name="Length">How long it is; it may go over several lines.</param>
public readonly record struct SourceSpan(SourceFile File, int Start, int Length)
{
    /// <summary>The line it begins in, from 1.</summary>
    public int Line => File.Locate(Start).Line;

    /// <summary>The column it begins at, from 1.</summary>
    public int Column => File.Locate(Start).Column;

    /// <summary><c>file:line:column</c></summary>
    public override string ToString() => $"{File.Path}:{Line}:{Column}";
}
