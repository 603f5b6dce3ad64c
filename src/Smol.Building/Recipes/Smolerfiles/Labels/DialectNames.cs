using Smol.Building.Recipes.Smolerfiles.Syntax;

namespace Smol.Building.Recipes.Smolerfiles.Labels;

/// <summary>How dialects are named by the label <c>smolbsd.dialect</c> and by <c>--dialect</c>.</summary>
public static class DialectNames
{
    private const string Docker = "docker";
    private const string SmolBsd = "smolbsd";

    /// <summary>All names.</summary>
    public static IReadOnlyList<string> All { get; } = [Docker, SmolBsd];

    /// <summary>The dialect of that name; null when there is none.</summary>
    public static SmolerfileDialect? Find(string? name) => name switch
    {
        Docker => SmolerfileDialect.Docker,
        SmolBsd => SmolerfileDialect.SmolBsd,
        _ => null,
    };

    /// <summary>The name of a dialect.</summary>
    public static string Of(SmolerfileDialect dialect) => dialect == SmolerfileDialect.Docker ? Docker : SmolBsd;

    /// <summary>What a file's label says; null where none does.</summary>
    internal static SmolerfileDialect? Find(SmolerfileSyntax syntax) => Find(LiteralLabels.Find(syntax, "dialect"));
}
