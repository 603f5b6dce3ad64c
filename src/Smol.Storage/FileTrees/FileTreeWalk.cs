namespace Smol.Storage.FileTrees;

/// <summary>Walks a tree.</summary>
public static class FileTreeWalk
{
    /// <summary>
    /// Every path of the tree, the root first, a directory before what is in it, the names of a directory in byte order: an order that depends on nothing else.
    /// A node with several names comes as often.
    /// </summary>
    /// <remarks>Calls don't nest as deep as directories do, so a hostile tree can't exhaust the stack.</remarks>
    public static IEnumerable<FileTreeEntry> Entries(FileTree tree) => Entries(TreePath.Root, tree.Root);

    /// <summary>Shows a directory and every node below, the others in no order: much less work than their paths. A node with several names comes as often.</summary>
    public static void Visit(DirectoryNode root, Action<Node> see)
    {
        see(root);
        var open = new Stack<DirectoryNode>([root]);
        while (open.TryPop(out DirectoryNode? directory))
        {
            foreach (Node node in directory.Nodes)
            {
                see(node);
                if (node is DirectoryNode below)
                    open.Push(below);
            }
        }
    }

    /// <summary>Every path from some node on, whose own path is given, in the order of <see cref="Entries(FileTree)"/>.</summary>
    public static IEnumerable<FileTreeEntry> Entries(TreePath path, Node node)
    {
        yield return new(path, node);
        var open = new Stack<(TreePath Path, DirectoryEntry[] Entries, int Next)>();
        if (node is DirectoryNode top)
            open.Push((path, top.SortedEntries(), 0));
        while (open.TryPop(out var directory))
        {
            if (directory.Next == directory.Entries.Length)
                continue;
            open.Push(directory with { Next = directory.Next + 1 });
            DirectoryEntry entry = directory.Entries[directory.Next];
            TreePath place = directory.Path.Append(entry.Name);
            yield return new(place, entry.Node);
            if (entry.Node is DirectoryNode below)
                open.Push((place, below.SortedEntries(), 0));
        }
    }
}
