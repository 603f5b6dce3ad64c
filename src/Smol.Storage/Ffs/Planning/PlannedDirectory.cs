using Smol.Storage.FileTrees;

namespace Smol.Storage.Ffs.Planning;

/// <summary>A directory of the tree with its entries in byte order, and where the inodes that they lead to are.</summary>
internal sealed class PlannedDirectory
{
    private readonly PlannedDirectory? _parent;
    private readonly ByteString _name;

    /// <param name="node">The directory.</param>
    /// <param name="inode">Its inode.</param>
    /// <param name="parent">The directory that it is in; null for the root.</param>
    /// <param name="name">Its name there.</param>
    public PlannedDirectory(DirectoryNode node, int inode, PlannedDirectory? parent, ByteString name)
    {
        Inode = inode;
        _parent = parent;
        _name = name;
        Entries = node.SortedEntries();
        var packing = new DirectoryPacking();
        packing.Add(1);
        packing.Add(2);
        foreach (DirectoryEntry entry in Entries)
        {
            packing.Add(entry.Name.Length);
            if (entry.Node is DirectoryNode)
                Subdirectories++;
        }
        Length = packing.Length;
    }

    /// <summary>The directory's own inode.</summary>
    public int Inode { get; }

    /// <summary>The inode of the directory that it is in; the root is in itself.</summary>
    public int ParentInode => _parent?.Inode ?? Inode;

    /// <summary>The entries in byte order.</summary>
    public DirectoryEntry[] Entries { get; }

    /// <summary>The inode of the first entry that is not just one more name of a node met before; the others follow it.</summary>
    public int FirstChildInode { get; set; }

    /// <summary>How many of the entries are directories.</summary>
    public int Subdirectories { get; }

    /// <summary>Bytes of the directory's records.</summary>
    public int Length { get; }

    /// <summary>The path of an entry, for an error.</summary>
    public string PathOf(ByteString name)
    {
        string path = $"/{name}";
        for (PlannedDirectory directory = this; directory._parent is { } parent; directory = parent)
            path = $"/{directory._name}{path}";
        return path;
    }
}
