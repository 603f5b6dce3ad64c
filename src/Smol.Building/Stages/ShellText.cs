namespace Smol.Building.Stages;

/// <summary>Text for sh(1).</summary>
internal static class ShellText
{
    /// <summary>A word that sh takes as it is.</summary>
    public static string Quote(string text) => $"'{text.Replace("'", @"'\''", StringComparison.Ordinal)}'";

    /// <summary>Words with blanks between them.</summary>
    public static string Quote(IEnumerable<string> words) => string.Join(' ', words.Select(Quote));
}
