using Smol.Building.Recipes.Smolerfiles.Diagnostics;

namespace Smol.Cli.Smolerfiles;

/// <summary>A finding, as <c>smol lint --format json</c> prints it.</summary>
internal sealed record DiagnosticRow(string File, int Line, int Column, int Length, string Severity, string Rule, string Message, string? Hint)
{
    public static DiagnosticRow Of(Diagnostic finding) => new(
        finding.Span.File.Path, finding.Span.Line, finding.Span.Column, finding.Span.Length, finding.Severity.ToString().ToLowerInvariant(), finding.Rule.ToString(), finding.Message, finding.Hint);
}
