using Smol.Building.Recipes.Smolerfiles.Lexing;
using Smol.Storage;

namespace Smol.Building.Recipes.Smolerfiles.Diagnostics;

/// <summary>Collects findings, so that one run tells all of them.</summary>
public sealed class DiagnosticBag
{
    private const int Most = 1000;
    private readonly List<Diagnostic> _all = [];

    /// <summary>All of them, in the order in which they were found; the first thousand.</summary>
    public IReadOnlyList<Diagnostic> All => _all;

    /// <summary>Whether no more are kept.</summary>
    public bool IsFull => _all.Count >= Most;

    /// <summary>Whether one of them is an error.</summary>
    public bool HasErrors { get; private set; }

    /// <summary>What <c>check=</c> says of findings.</summary>
    public CheckDirective Check { get; set; } = CheckDirective.Default;

    /// <summary>Adds an error.</summary>
    public void Error(DiagnosticRule rule, SourceSpan span, string message, string? hint = null) =>
        Add(new(rule, DiagnosticSeverity.Error, message, span, hint));

    /// <summary>Adds a warning, unless the file says that it is not wanted.</summary>
    public void Warn(DiagnosticRule rule, SourceSpan span, string message, string? hint = null)
    {
        if (!Check.Skips(rule))
            Add(new(rule, Check.WarningsAreErrors ? DiagnosticSeverity.Error : DiagnosticSeverity.Warning, message, span, hint));
    }

    /// <summary>Adds a note, unless the file says that it is not wanted.</summary>
    public void Note(DiagnosticRule rule, SourceSpan span, string message, string? hint = null)
    {
        if (!Check.Skips(rule))
            Add(new(rule, DiagnosticSeverity.Note, message, span, hint));
    }

    /// <summary>A question that asks for the nearest of some names; null when none is near.</summary>
    public static string? Suggest(string wanted, IEnumerable<string> names, string prefix = "")
    {
        IReadOnlyList<string> near = wanted.Length > 1 ? NearNames.Find(wanted, names) : [];
        // Letters that changed places are the likelier mistake.
        return near is [string nearest, ..] ? $"did you mean {prefix}{near.FirstOrDefault(name => name.Order().SequenceEqual(wanted.Order()), nearest)}?" : null;
    }

    private void Add(Diagnostic diagnostic)
    {
        HasErrors |= diagnostic.Severity == DiagnosticSeverity.Error;
        if (_all.Count < Most && !_all.Contains(diagnostic))
            _all.Add(diagnostic);
    }
}
