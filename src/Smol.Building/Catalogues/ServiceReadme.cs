using System.Text;
using System.Text.RegularExpressions;

namespace Smol.Building.Catalogues;

/// <summary>The <c>README.md</c> of a service.</summary>
internal static partial class ServiceReadme
{
    private const int LongestText = 1 << 20;

    /// <summary>Its text; null where there is none, or none that anybody would read.</summary>
    /// <param name="folder">The service's folder.</param>
    public static string? Read(string folder)
    {
        var file = new FileInfo(Path.Combine(folder, "README.md"));
        return file is { Exists: true, Length: <= LongestText } ? File.ReadAllText(file.FullName, Encoding.UTF8) : null;
    }

    /// <summary>
    /// What the service is, in a sentence: the first one of the text, or the heading where that says more than the service's name. Null
    /// where it says nothing.
    /// </summary>
    /// <param name="text">The text, as Markdown.</param>
    /// <param name="name">The service's name.</param>
    public static string? Summarize(string text, string name)
    {
        string[] lines = [.. text.ReplaceLineEndings("\n").Split('\n').Select(line => line.Trim()).SkipWhile(IsDecoration)];
        if (lines is [['#', .. string heading], ..])
        {
            string title = Plain(heading.TrimStart('#'));
            if (title.Length > 0 && !title.Equals(name, StringComparison.OrdinalIgnoreCase))
                return title;
            lines = [.. lines.Skip(1).SkipWhile(IsDecoration)];
        }
        string paragraph = Plain(string.Join(' ', lines.TakeWhile(line => !IsDecoration(line) && line[0] is not ('#' or '`'))));
        return paragraph.Length == 0 ? null : Sentence().Match(paragraph).Value;
    }

    /// <summary>Whether a line says nothing: an empty one, HTML, a picture.</summary>
    private static bool IsDecoration(string line) => line.Length == 0 || line[0] == '<' || line.StartsWith("![", StringComparison.Ordinal);

    /// <summary>Without what marks links and code, and without what moves the cursor of a terminal.</summary>
    private static string Plain(string markdown)
    {
        string text = Mark().Replace(Link().Replace(markdown, "${text}"), "");
        return new string([.. text.Where(letter => !char.IsControl(letter))]).Trim();
    }

    [GeneratedRegex(@"!?\[(?<text>[^\[\]]*)\](?:\([^()]*\)|\[[^\[\]]*\])", RegexOptions.None, 1000)]
    private static partial Regex Link();

    // Of code and of emphasis; an underscore in a word is none.
    [GeneratedRegex(@"[`*]|(?<!\w)_|_(?!\w)")]
    private static partial Regex Mark();

    // A full stop ends it where a word follows, not the one of 'README.md' or '10.0'.
    [GeneratedRegex(@"\A.*?(?:[.!?](?=\s|\z)|\z)", RegexOptions.None, 1000)]
    private static partial Regex Sentence();
}
