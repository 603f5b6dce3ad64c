namespace Smol.Building.Tests.Recipes.Make;

/// <summary>A random makefile: its lines, over the variables <c>A</c> to <c>F</c> with a suffix, so that many fit into one file.</summary>
/// <param name="Lines">The lines; <c>@</c> stands for the suffix.</param>
public sealed record MakeProgram(IReadOnlyList<string> Lines)
{
    /// <summary>The variables that programs set.</summary>
    public static IReadOnlyList<string> Names { get; } = ["A", "B", "C", "D", "E", "F"];

    /// <summary>The text with a suffix.</summary>
    public string Text(string suffix) => string.Concat(Lines.Select(line => line.Replace("@", suffix, StringComparison.Ordinal) + "\n"));

    /// <inheritdoc/>
    public override string ToString() => Text("");
}
