using System.Globalization;
using System.Text;
using Smol.Building.Recipes.Smolerfiles.Ignoring;
using Smol.Building.Recipes.Smolerfiles.Planning;
using Smol.Building.Stages;
using Smol.Storage.FileTrees;

namespace Smol.Building.Caching;

/// <summary>Digests what a <c>COPY</c> or <c>ADD</c> takes from the context: names, permissions, links and bytes, without what it leaves out.</summary>
/// <param name="context">The context.</param>
/// <param name="digests">Digests its files.</param>
internal sealed class SourceDigest(BuildContext context, FileDigests digests)
{
    private readonly Dictionary<Node, string> _places = new(ReferenceEqualityComparer.Instance);

    /// <summary>The digest.</summary>
    /// <exception cref="Smol.Storage.SmolException">A source is missing where it may not be, or can't be read.</exception>
    public string Of(CopyStep step)
    {
        PathRule[] excludes = [.. step.Excludes.Select(PathRule.Parse).OfType<PathRule>()];
        var finder = new SourceFinder(context.Tree, context.Folder);
        return CacheKey.Of(step.Paths.SelectMany(path => finder.Find(path, step)).SelectMany(source => Parts(source, excludes)));
    }

    /// <summary>The digest of what a mount shows.</summary>
    /// <exception cref="Smol.Storage.SmolException">It is missing, or can't be read.</exception>
    public string Of(RunStep step, RunMount mount) =>
        CacheKey.Of(Parts(new(mount.Source ?? ".", new SourceFinder(context.Tree, context.Folder).FindOne(mount.Source ?? ".", step)), []));

    /// <summary>The digest of all that there is.</summary>
    public string OfAll() => CacheKey.Of(Parts(new(".", context.Tree.Root), []));

    private IEnumerable<string?> Parts(CopySource source, PathRule[] excludes)
    {
        yield return source.Path;
        foreach (FileTreeEntry entry in FileTreeWalk.Entries(TreePath.Root, source.Node))
        {
            string inside = Text(entry.Path);
            if (inside.Length > 0 && excludes.Any(exclude => exclude.MatchesOrHolds(inside)))
                continue;
            yield return string.Create(CultureInfo.InvariantCulture, $"{entry.Node.Kind} {entry.Node.Attributes.Permissions} {inside}");
            if (entry.Node is SymbolicLinkNode link)
                yield return Convert.ToHexString(link.Target.Span);
            if (entry.Node is FileNode)
                yield return digests.Of(Path.Combine(context.Folder, PlaceOf(entry.Node)));
        }
    }

    /// <summary>Where a node is in the context: a source may have been found through a link.</summary>
    private string PlaceOf(Node node)
    {
        if (_places.Count == 0)
        {
            foreach (FileTreeEntry entry in FileTreeWalk.Entries(context.Tree))
                _places[entry.Node] = Text(entry.Path);
        }
        return _places[node];
    }

    /// <summary>Names of the host are UTF-8.</summary>
    private static string Text(TreePath path) => Encoding.UTF8.GetString(path.Bytes.Span);
}
