namespace Smol.Storage.FileTrees;

/// <summary>Walks a tree in an order that depends on nothing but its names.</summary>
public static class FileTreeWalk
{
    /// <summary>
    /// Every path of the tree, the root first, a directory before what is in it, the names of a directory in byte order.
    /// A node with several names comes as often.
    /// </summary>
    /// <remarks>Calls don't nest as deep as directories do, so a hostile tree can't exhaust the stack.</remarks>
    public static IEnumerable<FileTreeEntry> Entries(FileTree tree)
    {
        yield return new(TreePath.Root, tree.Root);
        var open = new Stack<(TreePath Path, DirectoryEntry[] Entries, int Next)>();
        open.Push((TreePath.Root, tree.Root.SortedEntries(), 0));
        while (open.TryPop(out var directory))
        {
            if (directory.Next == directory.Entries.Length)
                continue;
            open.Push(directory with { Next = directory.Next + 1 });
            DirectoryEntry entry = directory.Entries[directory.Next];
            TreePath path = directory.Path.Append(entry.Name);
            yield return new(path, entry.Node);
            if (entry.Node is DirectoryNode below)
                open.Push((path, below.SortedEntries(), 0));
        }
    }
}
