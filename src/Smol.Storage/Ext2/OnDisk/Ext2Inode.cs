using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Smol.Storage.FileTrees;

namespace Smol.Storage.Ext2.OnDisk;

/// <summary>
/// An inode as it is on the disk: 128 bytes (<c>fs/ext2/ext2.h: struct ext2_inode</c>), and what follows them in inodes of
/// 256 bytes (<c>fs/ext4/ext4.h: struct ext4_inode</c>).
/// </summary>
[StructLayout(LayoutKind.Sequential, Pack = 4)]
internal struct Ext2Inode
{
    public const int Size = 160;
    public const int BasicSize = 128;

    /// <summary>How many of the bytes behind the first 128 are in use when there are 256.</summary>
    public const ushort UsedExtraSize = Size - BasicSize;

    public const uint BadBlocksNumber = 1;
    public const uint RootNumber = 2;
    public const uint ResizeNumber = 7;
    public const uint JournalNumber = 8;

    public const int DirectCount = 12;
    public const int PointerCount = 15;

    /// <summary>The most names a file can have, and the most directories in a directory less two (<c>ext4.h: EXT4_LINK_MAX</c>).</summary>
    public const int MostLinks = 65000;

    public ushort Mode;
    public ushort UserIdLow;
    public uint SizeLow;
    public uint AccessTime;
    public uint ChangeTime;
    public uint ModifyTime;
    public uint DeleteTime;
    public ushort GroupIdLow;
    public ushort LinkCount;

    /// <summary>Blocks that it has, its indirect blocks too, in units of 512 bytes whatever the block size.</summary>
    public uint SectorCount;
    public InodeFlags Flags;
    public uint OsDependent1;
    public Pointers Block;
    public uint Generation;
    public uint FileAcl;
    public uint SizeHigh;
    public uint FragmentAddress;
    public ushort SectorCountHigh;
    public ushort FileAclHigh;
    public ushort UserIdHigh;
    public ushort GroupIdHigh;
    public uint OsDependent2;

    // From here on in inodes of 256 bytes only.
    public ushort ExtraSize;
    public ushort ChecksumHigh;
    public uint ChangeTimeExtra;
    public uint ModifyTimeExtra;
    public uint AccessTimeExtra;
    public uint CreateTime;
    public uint CreateTimeExtra;
    public uint VersionHigh;
    public uint ProjectId;

    /// <summary>What kind of node it is; a value that is none of the enumeration when the mode is damaged.</summary>
    public readonly NodeKind Kind => KindOf(Mode);

    /// <summary>What kind of node a mode says.</summary>
    public static NodeKind KindOf(ushort mode) => (NodeKind)(mode & 0xF000); // S_IFMT

    /// <summary>Whether a symbolic link's text is kept in the inode, where the pointers are otherwise: if it and a NUL fit.</summary>
    public static bool HoldsTarget(int length) => length < PointerCount * sizeof(uint);

    /// <summary>
    /// 12 blocks of the file; then a block of pointers, a block of pointers to such blocks, and one of pointers to those.
    /// Or a short link's text, or a device's numbers.
    /// </summary>
    [InlineArray(PointerCount)]
    public struct Pointers
    {
        private uint _first;
    }
}
