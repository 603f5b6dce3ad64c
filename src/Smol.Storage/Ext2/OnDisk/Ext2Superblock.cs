using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Smol.Storage.Ext2.OnDisk;

/// <summary>
/// The superblock as it is on the disk, 1024 bytes into the filesystem and in copies
/// (<c>fs/ext2/ext2.h: struct ext2_super_block</c>; the end from <c>fs/ext4/ext4.h: struct ext4_super_block</c>).
/// Little-endian, as every host of smol is.
/// </summary>
[StructLayout(LayoutKind.Sequential, Pack = 4)]
internal struct Ext2Superblock
{
    public const int Size = 1024;
    public const int Offset = 1024;
    public const ushort ExpectedMagic = 0xEF53;
    public const uint DynamicRevision = 1;
    public const ushort StateClean = 1;
    public const ushort StateErrors = 2;
    public const ushort OnErrorContinue = 1;
    public const ushort NoMountLimit = 0xFFFF;
    public const byte HashHalfMd4 = 1;

    /// <summary>What inodes have in revision 0, which has no field for it.</summary>
    public const ushort OldInodeSize = 128;

    /// <summary>The first inode that is not reserved, in revision 0; and in ours.</summary>
    public const uint OldFirstInode = 11;

    public uint InodeCount;
    public uint BlockCount;
    public uint ReservedBlockCount;
    public uint FreeBlockCount;
    public uint FreeInodeCount;
    public uint FirstDataBlock;
    public uint LogBlockSize;
    public uint LogFragmentSize;
    public uint BlocksPerGroup;
    public uint FragmentsPerGroup;
    public uint InodesPerGroup;
    public uint MountTime;
    public uint WriteTime;
    public ushort MountCount;
    public ushort MostMounts;
    public ushort Magic;
    public ushort State;
    public ushort OnErrors;
    public ushort MinorRevision;
    public uint CheckTime;
    public uint CheckInterval;
    public uint CreatorOs;
    public uint Revision;
    public ushort ReservedUserId;
    public ushort ReservedGroupId;

    // From here on in revision 1 only.
    public uint FirstInode;
    public ushort InodeSize;
    public ushort OwnGroup;
    public CompatibleFeatures Compatible;
    public IncompatibleFeatures Incompatible;
    public ReadOnlyFeatures ReadOnly;
    public Bytes16 Uuid;
    public Bytes16 Label;
    public Bytes64 LastMountedOn;
    public uint CompressionAlgorithms;
    public byte PreallocatedBlocks;
    public byte PreallocatedDirectoryBlocks;
    public ushort ReservedDescriptorBlocks;
    public Bytes16 JournalUuid;
    public uint JournalInode;
    public uint JournalDevice;
    public uint LastOrphan;
    public Bytes16 HashSeed;
    public byte HashVersion;
    public byte JournalBackupType;
    public ushort DescriptorSize;
    public uint DefaultMountOptions;
    public uint FirstMetaGroup;
    public uint MadeTime;
    public Bytes68 JournalBlocks;
    public uint BlockCountHigh;
    public uint ReservedBlockCountHigh;
    public uint FreeBlockCountHigh;
    public ushort LeastExtraInodeSize;
    public ushort WantedExtraInodeSize;
    public Bytes672 Rest;

    /// <summary>Bytes in a block.</summary>
    public readonly int BlockSize => 1024 << (int)LogBlockSize;

    /// <summary>An id, a name, a seed.</summary>
    [InlineArray(16)]
    public struct Bytes16
    {
        private byte _first;
    }

    /// <summary>A path.</summary>
    [InlineArray(64)]
    public struct Bytes64
    {
        private byte _first;
    }

    /// <summary>A copy of the journal's inode.</summary>
    [InlineArray(68)]
    public struct Bytes68
    {
        private byte _first;
    }

    /// <summary>What no ext2 has.</summary>
    [InlineArray(672)]
    public struct Bytes672
    {
        private byte _first;
    }
}
