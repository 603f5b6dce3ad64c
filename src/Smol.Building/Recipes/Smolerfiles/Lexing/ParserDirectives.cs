using System.Text.RegularExpressions;
using Smol.Building.Recipes.Smolerfiles.Diagnostics;

namespace Smol.Building.Recipes.Smolerfiles.Lexing;

/// <summary>The comments at the begin of a file that say how to read it (Dockerfile reference, "Parser directives").</summary>
/// <param name="Escape">The letter that continues lines and takes the meaning from others.</param>
/// <param name="Check">Which findings are wanted.</param>
public sealed partial record ParserDirectives(char Escape, CheckDirective Check)
{
    /// <summary>Reads them; the first line that is none ends them.</summary>
    internal static ParserDirectives Read(SourceFile file, DiagnosticBag diagnostics)
    {
        var directives = new ParserDirectives('\\', CheckDirective.Default);
        var seen = new HashSet<string>();
        for (int line = 1; line <= file.LineCount && Form().Match(file.Line(line)) is { Success: true } match; line++)
        {
            string name = match.Groups["name"].Value.ToLowerInvariant();
            if (name is not ("escape" or "syntax" or "check"))
                break;
            Group value = match.Groups["value"];
            var span = new SourceSpan(file, file.StartOf(line) + value.Index, value.Length);
            if (!seen.Add(name))
                diagnostics.Error(DiagnosticRule.RepeatedDirective, span, $"the parser directive {name} is given twice", "remove one of them");
            else
                directives = directives.With(name, value.Value, span, diagnostics);
        }
        return directives;
    }

    private ParserDirectives With(string name, string value, SourceSpan span, DiagnosticBag diagnostics)
    {
        switch (name)
        {
            case "escape" when value is "\\" or "`":
                return this with { Escape = value[0] };
            case "escape":
                diagnostics.Error(DiagnosticRule.BadDirective, span, $"'{value}' can't be the escape letter", "it can be \\ or `");
                return this;
            case "check":
                CheckDirective check = CheckDirective.Parse(value, out string? problem);
                if (problem is not null)
                    diagnostics.Warn(DiagnosticRule.BadDirective, span, problem, "there are skip=RULE,RULE and error=true, with ';' between them");
                return this with { Check = check };
            default:
                diagnostics.Note(DiagnosticRule.SyntaxDirective, span, "the syntax is smol's own; no other frontend is loaded");
                return this;
        }
    }

    [GeneratedRegex(@"\A\s*#\s*(?<name>[a-zA-Z][a-zA-Z0-9]*)\s*=\s*(?<value>.+?)\s*\z")]
    private static partial Regex Form();
}
