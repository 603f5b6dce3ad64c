using System.Runtime.InteropServices;
using Smol.Storage.Ext2.OnDisk;
using Smol.Storage.FileTrees;

namespace Smol.Storage.Ext2.Planning;

/// <summary>
/// Every node of a tree with its inode number. The root has number 2, <c>lost+found</c> 11, and the others follow: the
/// entries of a directory one behind the other in byte order, then those of its first subdirectory, and so on down.
/// </summary>
internal sealed class NumberedTree
{
    private const ushort LostAndFoundPermissions = 0x1C0; // 0700

    private static readonly ByteString LostAndFoundName = ByteString.FromText("lost+found");

    private readonly List<PlannedInode> _inodes = [];
    private readonly Dictionary<Node, uint> _numbersOfLinked = [];
    private readonly DirectoryNode _lostAndFound;

    /// <summary>Numbers the nodes of a tree.</summary>
    /// <exception cref="SmolException">A name or a link does not fit into ext2.</exception>
    public NumberedTree(FileTree tree)
    {
        _lostAndFound = tree.Root.Find(LostAndFoundName) switch
        {
            DirectoryNode present => present,
            null => new(new(LostAndFoundPermissions, 0, 0, tree.Root.Attributes.Modified)),
            _ => throw new SmolException("must be a directory in an ext2 filesystem", "/lost+found", "e2fsck puts there what it finds"),
        };
        var root = new PlannedDirectory(Ext2Inode.RootNumber, default, null, RootEntries(tree.Root));
        _inodes.Add(new() { Node = tree.Root, Directory = root });
        Measure(tree.Root);
        NumberDownwards(root);
    }

    /// <summary>The inodes in use: the root, and then those from number 11 on.</summary>
    public Span<PlannedInode> Inodes => CollectionsMarshal.AsSpan(_inodes);

    /// <summary>The highest inode number in use; those up to 10 are reserved.</summary>
    public uint LastNumber => NumberAt(_inodes.Count - 1);

    /// <summary>How many bytes the files have, without their holes.</summary>
    public long ContentLength { get; private set; }

    /// <summary>The length of the longest symbolic link in bytes.</summary>
    public int LongestTarget { get; private set; }

    /// <summary>The latest time of a node, in seconds since 1970.</summary>
    public long LastTime { get; private set; }

    /// <summary>The number of an inode of <see cref="Inodes"/>.</summary>
    public static uint NumberAt(int index) => index == 0 ? Ext2Inode.RootNumber : (uint)(Ext2Superblock.OldFirstInode - 1 + index);

    /// <summary>The place in <see cref="Inodes"/> of a number; negative for those that are reserved.</summary>
    public static int IndexOf(uint number) =>
        number == Ext2Inode.RootNumber ? 0 : number < Ext2Superblock.OldFirstInode ? -1 : (int)(number - Ext2Superblock.OldFirstInode + 1);

    /// <summary>Whether this is the directory that e2fsck wants to find with room in it.</summary>
    public bool IsLostAndFound(Node node) => ReferenceEquals(node, _lostAndFound);

    /// <summary>The number of an entry's node, when the entries of the directory are gone through in order.</summary>
    /// <param name="node">The entry's node.</param>
    /// <param name="next">The number that the next new node has: at first <see cref="PlannedDirectory.FirstChild"/>.</param>
    public uint NumberOf(Node node, ref uint next)
    {
        if (IsLostAndFound(node))
            return Ext2Superblock.OldFirstInode;
        if (IsLinked(node) && _numbersOfLinked[node] is uint number && number != next)
            return number;
        return next++;
    }

    /// <summary>Where a node is, for errors: one of its names.</summary>
    public string PathOf(Node node)
    {
        foreach (PlannedInode inode in _inodes)
        {
            foreach (DirectoryEntry entry in inode.Directory?.Entries ?? [])
            {
                if (ReferenceEquals(entry.Node, node))
                    return inode.Directory!.Path.Append(entry.Name).ToString();
            }
        }
        return TreePath.Root.ToString();
    }

    private static bool IsLinked(Node node) => node.NameCount > 1 && node.Kind != NodeKind.Directory;

    private DirectoryEntry[] RootEntries(DirectoryNode root)
    {
        DirectoryEntry[] entries = root.SortedEntries();
        if (root.Find(LostAndFoundName) is not null)
            return entries;
        DirectoryEntry[] more = [.. entries, new(LostAndFoundName, _lostAndFound)];
        Array.Sort(more, static (left, right) => left.Name.CompareTo(right.Name));
        return more;
    }

    private void NumberDownwards(PlannedDirectory root)
    {
        // A stack of our own: a hostile archive can nest deeper than the thread's.
        var waiting = new Stack<PlannedDirectory>([root]);
        while (waiting.TryPop(out PlannedDirectory? directory))
        {
            int before = _inodes.Count;
            NumberEntries(directory);
            for (int index = _inodes.Count - 1; index >= before; index--)
            {
                if (_inodes[index].Directory is PlannedDirectory child)
                    waiting.Push(child);
            }
        }
    }

    private void NumberEntries(PlannedDirectory directory)
    {
        if (directory.Parent is null)
            AddNode(directory, new(LostAndFoundName, _lostAndFound));
        directory.FirstChild = NumberAt(_inodes.Count);
        int subdirectories = 0;
        foreach (DirectoryEntry entry in directory.Entries)
        {
            EntryRules.Check(directory, entry);
            if (entry.Node is DirectoryNode)
                subdirectories++;
            if (!IsLostAndFound(entry.Node))
                AddNode(directory, entry);
        }
        SetLinkCount(directory, subdirectories);
    }

    private void AddNode(PlannedDirectory parent, DirectoryEntry entry)
    {
        uint number = NumberAt(_inodes.Count);
        if (IsLinked(entry.Node) && !_numbersOfLinked.TryAdd(entry.Node, number))
        {
            AddLink(parent, entry);
            return;
        }
        PlannedDirectory? directory = entry.Node is DirectoryNode node ? new(number, entry.Name, parent, node.SortedEntries()) : null;
        _inodes.Add(new() { Node = entry.Node, Directory = directory, LinkCount = 1 });
        Measure(entry.Node);
    }

    private void Measure(Node node)
    {
        LastTime = Math.Max(LastTime, node.Attributes.Modified.Seconds);
        switch (node)
        {
            case FileNode { Content.IsSparse: true } sparse:
                foreach (DataRange range in sparse.Content.Ranges)
                    ContentLength += range.Length;
                break;
            case FileNode file:
                ContentLength += file.Content.Length;
                break;
            case SymbolicLinkNode link:
                LongestTarget = Math.Max(LongestTarget, link.Target.Length);
                break;
        }
    }

    private void AddLink(PlannedDirectory parent, DirectoryEntry entry)
    {
        ref PlannedInode inode = ref At(_numbersOfLinked[entry.Node]);
        if (inode.LinkCount == Ext2Inode.MostLinks)
        {
            throw new SmolException(
                $"is one name too many for its file: ext2 has room for {Ext2Inode.MostLinks}", parent.Path.Append(entry.Name).ToString());
        }
        inode.LinkCount++;
    }

    private void SetLinkCount(PlannedDirectory directory, int subdirectories)
    {
        // More than the field's most is said by 1, under the feature dir_nlink (ext4.h: EXT4_LINK_MAX; e2fsck pass 4).
        int links = subdirectories + 2;
        At(directory.Number).LinkCount = (ushort)(links > Ext2Inode.MostLinks ? 1 : links);
    }

    private ref PlannedInode At(uint number) => ref Inodes[IndexOf(number)];
}
