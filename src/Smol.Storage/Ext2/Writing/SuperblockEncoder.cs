using Smol.Storage.Ext2.OnDisk;
using Smol.Storage.Ext2.Planning;
using Smol.Storage.Partitions;

namespace Smol.Storage.Ext2.Writing;

/// <summary>Makes the superblock.</summary>
internal static class SuperblockEncoder
{
    public static Ext2Superblock Encode(Ext2Layout layout, ReadOnlySpan<byte> identity)
    {
        Ext2Geometry geometry = layout.Geometry;
        uint time = Ext2Time.EncodeUnsigned(layout.Settings.Time ?? layout.Tree.Inodes[0].Node.Attributes.Modified);
        var superblock = new Ext2Superblock
        {
            InodeCount = (uint)geometry.InodeCount,
            BlockCount = (uint)geometry.BlockCount,
            ReservedBlockCount = (uint)(geometry.BlockCount * layout.Format.ReservedPercent / 100),
            FreeBlockCount = (uint)(geometry.DataBlockCount - layout.Data.BlockCount),
            FreeInodeCount = (uint)(geometry.InodeCount - layout.Tree.LastNumber),
            FirstDataBlock = (uint)geometry.FirstDataBlock,
            LogBlockSize = (uint)int.Log2(geometry.BlockSize / 1024),
            LogFragmentSize = (uint)int.Log2(geometry.BlockSize / 1024),
            BlocksPerGroup = (uint)geometry.BlocksPerGroup,
            FragmentsPerGroup = (uint)geometry.BlocksPerGroup,
            InodesPerGroup = (uint)geometry.InodesPerGroup,
            WriteTime = time,
            MostMounts = Ext2Superblock.NoMountLimit,
            Magic = Ext2Superblock.ExpectedMagic,
            State = Ext2Superblock.StateClean,
            OnErrors = Ext2Superblock.OnErrorContinue,
            CheckTime = time,
            Revision = Ext2Superblock.DynamicRevision,
            FirstInode = Ext2Superblock.OldFirstInode, // NetBSD takes no other
            InodeSize = (ushort)geometry.InodeSize,
            Incompatible = IncompatibleFeatures.FileType,
            ReadOnly = layout.Data.Features,
            HashVersion = Ext2Superblock.HashHalfMd4, // for tune2fs -O dir_index
            MadeTime = time,
        };
        if (geometry.InodeSize > Ext2Inode.BasicSize)
            superblock.LeastExtraInodeSize = superblock.WantedExtraInodeSize = Ext2Inode.UsedExtraSize;
        layout.Format.Label.Span.CopyTo(superblock.Label);
        DerivedGuid.Of(identity, "ext2"u8).TryWriteBytes(superblock.Uuid, bigEndian: true, out _);
        DerivedGuid.Of(identity, "ext2 directory hash"u8).TryWriteBytes(superblock.HashSeed, bigEndian: true, out _);
        return superblock;
    }
}
