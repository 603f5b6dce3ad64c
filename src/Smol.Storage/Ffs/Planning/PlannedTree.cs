using System.Runtime.InteropServices;
using Smol.Storage.Ffs.OnDisk;
using Smol.Storage.FileTrees;

namespace Smol.Storage.Ffs.Planning;

/// <summary>
/// The tree with its inodes numbered: the root is 2, and each directory's children follow each other in byte order, parents
/// before what is in them.
/// </summary>
internal sealed class PlannedTree
{
    /// <summary>The largest link count (<c>sys/sys/syslimits.h: LINK_MAX</c>; <c>di_nlink</c> is an <c>int16_t</c>).</summary>
    private const int MostLinks = short.MaxValue;

    private readonly List<PlannedInode> _inodes = [];
    private readonly Dictionary<Node, int> _shared = new(ReferenceEqualityComparer.Instance);

    /// <summary>The inodes, from that of the root on.</summary>
    public ReadOnlySpan<PlannedInode> Inodes => CollectionsMarshal.AsSpan(_inodes);

    /// <summary>Numbers the inodes of a tree.</summary>
    /// <exception cref="SmolException">Something in the tree can't be held: a name, a number, too many links.</exception>
    public static PlannedTree Create(FileTree tree)
    {
        var plan = new PlannedTree();
        var root = new PlannedDirectory(tree.Root, Inode.Root, null, default);
        NodeRules.CheckRoot(tree.Root);
        plan._inodes.Add(new(tree.Root, root, DirectoryLinks(root)));
        var waiting = new Stack<PlannedDirectory>();
        waiting.Push(root);
        while (waiting.TryPop(out PlannedDirectory? directory))
            plan.NumberChildren(directory, waiting);
        return plan;
    }

    /// <summary>The inode of a directory's entry.</summary>
    /// <param name="entry">The entry.</param>
    /// <param name="next">The inode of the next entry that was new when it was numbered; moved on when this one was.</param>
    public int InodeOf(in DirectoryEntry entry, ref int next)
    {
        if (entry.Node.NameCount > 1 && _shared[entry.Node] is var shared && shared != next)
            return shared;
        return next++;
    }

    /// <summary>A path to a node, for an error.</summary>
    public string PathOf(Node node)
    {
        foreach (PlannedInode inode in Inodes)
        {
            foreach (DirectoryEntry entry in inode.Directory?.Entries ?? [])
            {
                if (ReferenceEquals(entry.Node, node))
                    return inode.Directory!.PathOf(entry.Name);
            }
        }
        return "/";
    }

    private void NumberChildren(PlannedDirectory directory, Stack<PlannedDirectory> waiting)
    {
        directory.FirstChildInode = NextInode;
        int first = _inodes.Count;
        foreach (DirectoryEntry entry in directory.Entries)
        {
            NodeRules.Check(entry, directory);
            if (entry.Node.NameCount > 1 && !_shared.TryAdd(entry.Node, NextInode))
                AddLink(entry, directory);
            else
                AddInode(entry, directory);
        }
        for (int index = _inodes.Count - 1; index >= first; index--)
        {
            if (_inodes[index].Directory is { } child)
                waiting.Push(child);
        }
    }

    private int NextInode => Inode.Root + _inodes.Count;

    private void AddInode(in DirectoryEntry entry, PlannedDirectory directory)
    {
        if (entry.Node is not DirectoryNode node)
        {
            _inodes.Add(new(entry.Node, null, 1));
            return;
        }
        var child = new PlannedDirectory(node, NextInode, directory, entry.Name);
        if (child.Subdirectories > MostLinks - 2)
            throw TooManyLinks(directory.PathOf(entry.Name), $"has {child.Subdirectories} directories in it");
        _inodes.Add(new(node, child, DirectoryLinks(child)));
    }

    private void AddLink(in DirectoryEntry entry, PlannedDirectory directory)
    {
        ref PlannedInode inode = ref CollectionsMarshal.AsSpan(_inodes)[_shared[entry.Node] - Inode.Root];
        if (inode.Links == MostLinks)
            throw TooManyLinks(directory.PathOf(entry.Name), $"has more than {MostLinks} names");
        inode = inode with { Links = (short)(inode.Links + 1) };
    }

    private static short DirectoryLinks(PlannedDirectory directory) => (short)(2 + directory.Subdirectories);

    private static SmolException TooManyLinks(string path, string problem) => new(
        $"{problem}, which is more than FFS can count (LINK_MAX is {MostLinks})",
        path,
        "make copies of some, or spread them over more directories");
}
