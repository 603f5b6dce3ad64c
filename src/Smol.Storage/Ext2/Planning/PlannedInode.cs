using Smol.Storage.FileTrees;

namespace Smol.Storage.Ext2.Planning;

/// <summary>An inode to be written.</summary>
internal struct PlannedInode
{
    public Node Node;

    /// <summary>The entries, when it is a directory.</summary>
    public PlannedDirectory? Directory;

    /// <summary>The index of its first data block.</summary>
    public uint FirstData;

    public ushort LinkCount;
}
