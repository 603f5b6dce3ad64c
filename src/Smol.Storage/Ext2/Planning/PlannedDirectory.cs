using Smol.Storage.FileTrees;

namespace Smol.Storage.Ext2.Planning;

/// <summary>A directory with its inode number and its entries in byte order.</summary>
internal sealed class PlannedDirectory(uint number, ByteString name, PlannedDirectory? parent, DirectoryEntry[] entries)
{
    private readonly ByteString _name = name;

    public uint Number { get; } = number;

    /// <summary>The directory it is in; null for the root, which is its own parent.</summary>
    public PlannedDirectory? Parent { get; } = parent;

    public DirectoryEntry[] Entries { get; } = entries;

    /// <summary>The inodes that are met here for the first time are numbered from this one on, in the order of the entries.</summary>
    public uint FirstChild { get; set; }

    /// <summary>How many blocks the entries take.</summary>
    public int BlockCount { get; set; }

    /// <summary>Where it is, for errors.</summary>
    public TreePath Path
    {
        get
        {
            var names = new Stack<ByteString>();
            for (PlannedDirectory at = this; at.Parent is not null; at = at.Parent)
                names.Push(at._name);
            TreePath path = TreePath.Root;
            foreach (ByteString part in names)
                path = path.Append(part);
            return path;
        }
    }
}
