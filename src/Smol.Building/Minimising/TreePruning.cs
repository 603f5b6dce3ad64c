using Smol.Storage.FileTrees;

namespace Smol.Building.Minimising;

/// <summary>
/// Takes from a tree what is not kept. A directory stays with what is in it; and where it was empty before (somewhere to mount or to
/// write), at the top, and below <c>/var</c>.
/// </summary>
internal static class TreePruning
{
    /// <summary>Does it.</summary>
    public static void Prune(FileTree tree, KeptPaths kept)
    {
        FileTreeEntry[] directories = [.. FileTreeWalk.Entries(tree).Where(entry => entry.Node is DirectoryNode { Count: > 0 })];
        var emptied = new HashSet<Node>(ReferenceEqualityComparer.Instance);
        // From below: whether a directory goes is known when what is in it has gone.
        foreach ((TreePath path, Node node) in directories.Reverse())
        {
            var directory = (DirectoryNode)node;
            foreach (DirectoryEntry entry in directory.SortedEntries())
            {
                TreePath place = path.Append(entry.Name);
                bool stays = kept.Contains(place) || (entry.Node is DirectoryNode && (!emptied.Contains(entry.Node) || StaysEmpty(place)));
                if (!stays)
                    directory.Remove(entry.Name);
            }
            if (directory.Count == 0)
                emptied.Add(directory);
        }
    }

    private static bool StaysEmpty(TreePath path) => path.Parent.IsRoot || path.Bytes.Span.StartsWith("var/"u8);
}
