using Smol.Guests.NetBsd.Packages;

namespace Smol.Cli.Packages;

/// <summary>What needs what, as lines that are indented. What was shown is not shown again: its line ends with "(above)".</summary>
internal sealed class DependencyTree
{
    private const int DeepestIndent = 40;

    private readonly Dictionary<string, ResolvedPackage> _byName;
    private readonly IReadOnlyList<ResolvedPackage> _packages;

    public DependencyTree(IReadOnlyList<ResolvedPackage> packages)
    {
        _packages = packages;
        _byName = packages.ToDictionary(package => package.Entry.Name.Full);
    }

    public IEnumerable<string> Lines()
    {
        var shown = new HashSet<string>();
        var open = new Stack<(ResolvedPackage Package, string? Pattern, int Depth)>();
        // What is wanted and needed too is shown where it is needed.
        HashSet<string> needed = [.. _packages.SelectMany(package => package.Dependencies).Select(dependency => dependency.By.Full)];
        foreach (ResolvedPackage root in _packages.Where(package => !package.IsAutomatic).OrderBy(package => needed.Contains(package.Entry.Name.Full)).Reverse())
            open.Push((root, null, 0));
        while (open.TryPop(out var next))
        {
            string name = next.Package.Entry.Name.Full;
            bool isNew = shown.Add(name);
            if (!isNew && next.Pattern is null)
                continue;
            bool hasMore = next.Package.Dependencies.Count > 0;
            yield return new string(' ', 2 * Math.Min(next.Depth, DeepestIndent)) + name
                + (next.Pattern is null ? "" : $"   {next.Pattern}") + (isNew || !hasMore ? "" : "   (above)");
            if (!isNew)
                continue;
            foreach (SatisfiedDependency dependency in next.Package.Dependencies.Reverse())
                open.Push((_byName[dependency.By.Full], dependency.Pattern, next.Depth + 1));
        }
    }
}
