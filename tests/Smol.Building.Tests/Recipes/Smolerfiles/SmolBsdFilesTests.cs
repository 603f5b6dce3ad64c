using Smol.Building.Recipes.Smolerfiles;
using Smol.Building.Recipes.Smolerfiles.Diagnostics;

namespace Smol.Building.Tests.Recipes.Smolerfiles;

/// <summary>smolBSD's own SMOLerfiles, where <c>SMOL_SMOLBSD</c> names a checkout.</summary>
public sealed class SmolBsdFilesTests
{
    private static readonly string? Checkout = Environment.GetEnvironmentVariable("SMOL_SMOLBSD") is { Length: > 0 } path ? path : null;

    public static TheoryData<string> Files { get; } = Checkout is null
        ? ["none"]
        : [.. Directory.GetFiles(Path.Combine(Checkout, "smolerfiles")).Where(path => !path.EndsWith(".inc", StringComparison.Ordinal)).Order()];

    [Theory]
    [MemberData(nameof(Files))]
    public void Each_parses_and_plans_in_its_dialect(string path)
    {
        Smolerfile read = Load(path, SmolerfileDialect.SmolBsd);
        Assert.DoesNotContain(read.Diagnostics, finding => finding.Severity == DiagnosticSeverity.Error);
        Assert.NotNull(read.Require().Settings.Service);
        Assert.NotNull(read.Plan!.Target.Configuration.Cmd);
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Each_parses_by_Dockers_rule_with_warnings_where_it_means_something_else(string path)
    {
        Smolerfile read = Load(path, SmolerfileDialect.Docker);
        Assert.DoesNotContain(read.Diagnostics, finding => finding.Severity == DiagnosticSeverity.Error);
        bool usesDialect = File.ReadAllText(path).Contains("\\$", StringComparison.Ordinal) || File.ReadAllText(path).Contains("=$(", StringComparison.Ordinal);
        Assert.True(!usesDialect || read.Diagnostics.Any(finding => finding.Rule == DiagnosticRule.DialectDiffers));
    }

    private static Smolerfile Load(string path, SmolerfileDialect dialect)
    {
        if (Checkout is null)
            Assert.Skip("SMOL_SMOLBSD names no checkout of smolBSD");
        return Smolerfile.Load(path, new() { Dialect = dialect, Context = Checkout });
    }
}
