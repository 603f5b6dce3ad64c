namespace Smol.Building.Recipes.Make;

/// <summary>Where a letter of a makefile is.</summary>
/// <param name="File">The file's path; for what no file says, a word for who does: <c>command line</c>.</param>
/// <param name="Line">From 1; 0 where there are no lines.</param>
/// <param name="Column">From 1, in letters; 0 where there are no lines.</param>
public readonly record struct SourcePosition(string File, int Line, int Column)
{
    /// <summary>The variables given with the command.</summary>
    public static readonly SourcePosition CommandLine = new("command line", 0, 0);

    /// <summary>The environment.</summary>
    public static readonly SourcePosition Environment = new("environment", 0, 0);

    /// <summary>What smol sets before it reads a file.</summary>
    public static readonly SourcePosition Default = new("smol", 0, 0);

    /// <summary>The file and the line.</summary>
    public string Place => Line == 0 ? File : $"{File}:{Line}";

    /// <summary><c>file:line:column</c></summary>
    public override string ToString() => Line == 0 ? File : $"{File}:{Line}:{Column}";
}
