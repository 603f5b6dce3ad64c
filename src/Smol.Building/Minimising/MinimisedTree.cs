using System.Text;
using Smol.Storage;
using Smol.Storage.FileTrees;

namespace Smol.Building.Minimising;

/// <summary>What became of a tree that was minimised.</summary>
public sealed class MinimisedTree
{
    private readonly FileTree _tree;
    private readonly KeptPaths _kept;
    private readonly HashSet<TreePath> _removed;

    internal MinimisedTree(FileTree tree, KeptPaths kept, HashSet<TreePath> removed) => (_tree, _kept, _removed) = (tree, kept, removed);

    /// <summary>How much there was.</summary>
    public required TreeSize Before { get; init; }

    /// <summary>How much there is.</summary>
    public required TreeSize After { get; init; }

    /// <summary>What went, by folders, the largest first.</summary>
    public required IReadOnlyList<GoneFolder> Gone { get; init; }

    /// <summary>What is needed or wanted and is not in the image, as a user is told.</summary>
    public required IReadOnlyList<string> Warnings { get; init; }

    /// <summary>Why something stays: a line each for it and what needs it, up to what is kept for its own sake.</summary>
    /// <param name="path">Its path in the guest.</param>
    /// <exception cref="SmolException">Nothing is there, or it does not stay.</exception>
    public IReadOnlyList<string> Why(string path)
    {
        if (!TreePath.TryParse(Encoding.UTF8.GetBytes("./" + path), out TreePath place, out string? problem))
            throw new SmolException(problem!, path);
        if (_kept.Chain(place) is { Count: > 0 } chain)
            return chain;
        if (_removed.Contains(place))
            throw new SmolException("does not stay: nothing that stays needs it", place.ToString(), "sailor.conf, or a SMOLerfile's label keep, names what is to stay in spite of that");
        if (new TreeRoutes(_tree).Find(place) is not { } route)
            throw new SmolException("the image has no such file", place.ToString());
        if (route.Path != place)
            return [$"{place}: leads to {route.Path}", .. Why(route.Path.ToString())];
        return _kept.FirstBelow(place) is { } below
            ? [$"{place}: directory of {below}", .. _kept.Chain(below)]
            : [$"{place}: a directory to mount or write in"];
    }
}
