using Smol.Building.Recipes.Smolerfiles.Diagnostics;
using Smol.Building.Recipes.Smolerfiles.Ignoring;
using Smol.Building.Recipes.Smolerfiles.Labels;
using Smol.Building.Recipes.Smolerfiles.Parsing;
using Smol.Building.Recipes.Smolerfiles.Planning;
using Smol.Building.Recipes.Smolerfiles.Syntax;
using Smol.Storage;

namespace Smol.Building.Recipes.Smolerfiles;

/// <summary>A SMOLerfile that was read: what it says, what is to be done, and what is to be said of it.</summary>
/// <param name="Syntax">What it says.</param>
/// <param name="Dialect">Whose rule holds.</param>
/// <param name="Plan">What is to be done; null when there are errors.</param>
/// <param name="Diagnostics">What is to be said, in the order of the file.</param>
public sealed record Smolerfile(SmolerfileSyntax Syntax, SmolerfileDialect Dialect, SmolerfilePlan? Plan, IReadOnlyList<Diagnostic> Diagnostics)
{
    /// <summary>Whether it can't be built.</summary>
    public bool HasErrors => Diagnostics.Any(finding => finding.Severity == DiagnosticSeverity.Error);

    /// <summary>What stands for a file that comes over standard input.</summary>
    public const string StandardInput = "-";

    /// <summary>Reads a file, with the <c>.dockerignore</c> of its context.</summary>
    /// <exception cref="SmolException">It can't be opened, or the <c>.dockerignore</c> is not understood; other errors are findings.</exception>
    public static Smolerfile Load(string path, SmolerfileOptions options)
    {
        if (Directory.Exists(path))
            throw new SmolException("is a folder", path, "name the SMOLerfile in it");
        string context = options.Context ?? ".";
        if (path == StandardInput)
            return Read(path, SourceReader.Load("/dev/stdin"), options with { Context = context, Ignore = IgnoreRules.Load(context, path) });
        return Read(path, SourceReader.Load(path), options with { Context = context, Ignore = IgnoreRules.Load(context, path) });
    }

    /// <summary>Reads the bytes of a file.</summary>
    /// <param name="path">Its path, which messages name.</param>
    /// <param name="bytes">All of it.</param>
    /// <param name="options">What else has a say; without a context, no files are included.</param>
    public static Smolerfile Read(string path, ReadOnlySpan<byte> bytes, SmolerfileOptions options)
    {
        SmolerfileDialect dialect = options.Dialect ?? SmolerfileDialect.Docker;
        (SmolerfileSyntax syntax, DiagnosticBag diagnostics) = Parse(path, bytes, options, dialect);
        if (options.Dialect is null && DialectNames.Find(syntax) is { } said && said != dialect)
        {
            dialect = said;
            (syntax, diagnostics) = Parse(path, bytes, options, dialect);
        }
        SmolerfilePlan? plan = new SmolerfilePlanner(syntax, options, dialect, diagnostics).Plan();
        return new(syntax, dialect, plan, [.. diagnostics.All.OrderBy(finding => finding, InFileOrder.Of(syntax.File))]);
    }

    /// <summary>The plan.</summary>
    /// <exception cref="SmolException">There are errors; it tells the first one, and how many there are.</exception>
    public SmolerfilePlan Require()
    {
        if (Plan is not null)
            return Plan;
        Diagnostic[] errors = [.. Diagnostics.Where(finding => finding.Severity == DiagnosticSeverity.Error)];
        string hint = errors[0].Hint ?? "";
        string more = errors.Length == 1 ? "" : $"{(hint.Length > 0 ? "; " : "")}'smol lint {Syntax.File.Path}' tells the other {errors.Length - 1}";
        throw new SmolException(errors[0].Message, errors[0].Span.ToString(), hint + more is { Length: > 0 } all ? all : null);
    }

    private static (SmolerfileSyntax Syntax, DiagnosticBag Diagnostics) Parse(string path, ReadOnlySpan<byte> bytes, SmolerfileOptions options, SmolerfileDialect dialect)
    {
        var diagnostics = new DiagnosticBag();
        return (new SmolerfileReader(diagnostics, options.Context, dialect).Read(path, bytes), diagnostics);
    }
}
