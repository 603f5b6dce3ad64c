namespace Smol.Building.Recipes.Smolerfiles.Labels;

/// <summary>The labels that mean something to smol; smolBSD's prefix may be left out.</summary>
public static class OwnLabels
{
    /// <summary>smolBSD's prefix.</summary>
    public const string Prefix = "smolbsd.";

    /// <summary>Those that <c>options.mk</c> has as variables, in capitals.</summary>
    internal static readonly IReadOnlyList<string> Variables =
    [
        "guest", "imgsize", "minimize", "publish", "addpkgs", "addsets", "mountro", "fs", "mem", "kernel", "biosboot", "biosconsole", "smolify", "pkgvers",
        "vers", "imgtag", "buildcpus", "buildmem",
    ];

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. Variables, "service", "dialect", "use_pty", "keep"];

    /// <summary>The name without its prefix, in lower case, whether known or not; null for a label that is not ours.</summary>
    public static string? Find(string key)
    {
        bool isPrefixed = key.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase);
        string name = (isPrefixed ? key[Prefix.Length..] : key).ToLowerInvariant();
        return isPrefixed || Names.Contains(name) ? name : null;
    }
}
