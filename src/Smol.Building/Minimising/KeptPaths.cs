using Smol.Storage.FileTrees;

namespace Smol.Building.Minimising;

/// <summary>What stays, and why: of several reasons the first that was found. Directories on the way to what stays are not named.</summary>
internal sealed class KeptPaths
{
    private readonly Dictionary<TreePath, KeepReason> _reasons = [];

    /// <summary>How many paths are named.</summary>
    public int Count => _reasons.Count;

    /// <summary>Whether a path is named.</summary>
    public bool Contains(TreePath path) => _reasons.ContainsKey(path);

    /// <summary>Names a path; false when it was already.</summary>
    public bool TryAdd(TreePath path, KeepReason reason) => _reasons.TryAdd(path, reason);

    /// <summary>The reasons of a path up to one that needs no other, a line each; empty when it is not named.</summary>
    public IReadOnlyList<string> Chain(TreePath path)
    {
        var lines = new List<string>();
        TreePath? next = path;
        while (next is { } here && _reasons.TryGetValue(here, out KeepReason reason))
        {
            lines.Add($"{here}: {reason}");
            next = reason.Of;
        }
        return lines;
    }

    /// <summary>The first path in byte order that is named and lies below a directory.</summary>
    public TreePath? FirstBelow(TreePath directory)
    {
        ByteString prefix = directory.IsRoot ? ByteString.Empty : directory.Bytes.Concat(ByteString.FromText("/"));
        TreePath? first = null;
        foreach (TreePath path in _reasons.Keys)
        {
            if (path.Bytes.Span.StartsWith(prefix.Span) && path != directory && (first is null || path.Bytes < first.Value.Bytes))
                first = path;
        }
        return first;
    }
}
