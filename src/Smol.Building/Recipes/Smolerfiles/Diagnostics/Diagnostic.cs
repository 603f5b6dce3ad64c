using Smol.Building.Recipes.Smolerfiles.Lexing;

namespace Smol.Building.Recipes.Smolerfiles.Diagnostics;

/// <summary>Something that is to be said of a SMOLerfile.</summary>
/// <param name="Rule">Which rule says so.</param>
/// <param name="Severity">How much it matters.</param>
/// <param name="Message">One sentence without a full stop.</param>
/// <param name="Span">Of what.</param>
/// <param name="Hint">What to do about it; null for nothing that could be said.</param>
public sealed record Diagnostic(DiagnosticRule Rule, DiagnosticSeverity Severity, string Message, SourceSpan Span, string? Hint)
{
    /// <summary><c>file:line:column: severity: message [rule]</c></summary>
    public override string ToString() => $"{Span}: {Word}: {Message} [{Rule}]";

    /// <summary>The finding, the line it is about with a mark below it, and the hint.</summary>
    public IEnumerable<string> Lines()
    {
        yield return ToString();
        (int line, int column) = Span.File.Locate(Span.Start);
        if (line <= Span.File.LineCount)
        {
            string text = Span.File.Line(line);
            int before = Math.Min(column - 1, text.Length);
            int marked = Math.Clamp(Span.Length, 1, Math.Max(1, text.Length - before));
            yield return "    " + Shown(text);
            yield return "    " + Blank(text.AsSpan(0, before)) + "^" + new string('~', marked - 1);
        }
        if (Hint is not null)
            yield return "    " + Hint;
    }

    private string Word => Severity switch
    {
        DiagnosticSeverity.Error => "error",
        DiagnosticSeverity.Warning => "warning",
        _ => "note",
    };

    /// <summary>A terminal must not be told what to do by a file that is only looked at.</summary>
    private static string Shown(string text) => string.Concat(text.Select(letter => letter != '\t' && char.IsControl(letter) ? '\ufffd' : letter));

    private static string Blank(ReadOnlySpan<char> text)
    {
        var blank = new char[text.Length];
        for (int index = 0; index < text.Length; index++)
            blank[index] = text[index] == '\t' ? '\t' : ' ';
        return new(blank);
    }
}
