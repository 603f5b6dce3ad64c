using Smol.Storage.FileTrees;

namespace Smol.Storage.Ext2.Planning;

/// <summary>A directory with its inode number and its entries in byte order.</summary>
internal sealed class PlannedDirectory(uint number, ByteString name, PlannedDirectory? parent, DirectoryEntry[] entries)
{
    public uint Number { get; } = number;

    /// <summary>The directory it is in; null for the root, which is its own parent.</summary>
    public PlannedDirectory? Parent { get; } = parent;

    public DirectoryEntry[] Entries { get; } = entries;

    /// <summary>The inodes that are met here for the first time are numbered from this one on, in the order of the entries.</summary>
    public uint FirstChild { get; set; }

    /// <summary>How many blocks the entries take.</summary>
    public int BlockCount { get; set; }

    /// <summary>Where it is, for errors.</summary>
    public TreePath Path => Parent is null ? TreePath.Root : Parent.Path.Append(name);
}
