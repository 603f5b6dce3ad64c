using Smol.Building.Recipes.Smolerfiles.Syntax;

namespace Smol.Building.Recipes.Smolerfiles.Labels;

/// <summary>How dialects are named by the label <c>smolbsd.dialect</c> and by <c>--dialect</c>.</summary>
public static class DialectNames
{
    /// <summary>The dialects by their names.</summary>
    public static IReadOnlyDictionary<string, SmolerfileDialect> All { get; } = new Dictionary<string, SmolerfileDialect>
    {
        ["docker"] = SmolerfileDialect.Docker,
        ["smolbsd"] = SmolerfileDialect.SmolBsd,
    };

    /// <summary>What a file's label says; null where none does.</summary>
    internal static SmolerfileDialect? Find(SmolerfileSyntax syntax) =>
        LiteralLabels.Find(syntax, "dialect") is { } name && All.TryGetValue(name, out SmolerfileDialect dialect) ? dialect : null;
}
