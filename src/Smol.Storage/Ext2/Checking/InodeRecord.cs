using Smol.Storage.Ext2.OnDisk;
using Smol.Storage.FileTrees;

namespace Smol.Storage.Ext2.Checking;

/// <summary>What the checker keeps of an inode: how many links it says it has, and how many were found.</summary>
internal struct InodeRecord
{
    public ushort Mode;
    public ushort LinkCount;
    public uint FoundLinks;
    public bool IsInUse;

    public readonly NodeKind Kind => Ext2Inode.KindOf(Mode);
}
