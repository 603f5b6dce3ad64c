using Smol.Building.Recipes.Smolerfiles.Ignoring;
using Smol.Building.Recipes.Smolerfiles.Planning;
using Smol.Storage;
using Smol.Storage.FileTrees;

namespace Smol.Building.Stages;

/// <summary>Finds what the paths and patterns of a <c>COPY</c>, and the paths of mounts, mean in a tree: those of Go's <c>filepath.Match</c>, as Docker takes them.</summary>
/// <param name="tree">The tree: the context, a stage, or an image.</param>
/// <param name="place">What messages call the tree.</param>
internal sealed class SourceFinder(FileTree tree, string place)
{
    /// <summary>What a path or pattern leads to, in the order of its bytes.</summary>
    /// <exception cref="SmolException">Nothing; unless it may be missing.</exception>
    public IReadOnlyList<CopySource> Find(string path, CopyStep step)
    {
        string wanted = path.Replace("/./", "/", StringComparison.Ordinal).TrimEnd('/');
        if (wanted is "." or "")
            return [new(".", tree.Root)];
        if (tree.Resolve(TreePath.FromText(wanted)) is { } node)
            return [new(path.TrimEnd('/'), node)];
        CopySource[] found = wanted.AsSpan().ContainsAny("*?[\\") ? [.. Match(wanted)] : [];
        return found.Length > 0 || step.MayBeMissing ? found : throw Missing(wanted, step);
    }

    /// <summary>What a path leads to that is no pattern.</summary>
    /// <exception cref="SmolException">Nothing.</exception>
    public Node FindOne(string path, PlanStep step)
    {
        string wanted = path.Trim('/');
        return wanted is "." or "" ? tree.Root : tree.Resolve(TreePath.FromText(wanted)) ?? throw Missing(wanted, step);
    }

    private SmolException Missing(string wanted, PlanStep step)
    {
        if (tree.Find(TreePath.FromText(wanted)) is SymbolicLinkNode link)
            return new($"'{wanted}' is a symbolic link to '{link.Target}', which is not in {place}", step.Span.ToString());
        IReadOnlyList<string> near = NearNames.Find(wanted, FileTreeWalk.Entries(tree).Select(entry => entry.Path.ToString().TrimStart('/')));
        return new($"'{wanted}' is not in {place}", step.Span.ToString(), near.Count > 0 ? $"there is {string.Join(", ", near)}" : null);
    }

    private IEnumerable<CopySource> Match(string pattern)
    {
        var rule = PathRule.Parse(pattern.StartsWith('!') ? "\\" + pattern : pattern)!;
        return FileTreeWalk.Entries(tree).Select(entry => new CopySource(entry.Path.ToString().TrimStart('/'), entry.Node)).Where(source => source.Path.Length > 0 && rule.Matches(source.Path));
    }
}
