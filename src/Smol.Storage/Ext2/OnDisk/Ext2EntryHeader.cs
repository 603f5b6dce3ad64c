using System.Runtime.InteropServices;

namespace Smol.Storage.Ext2.OnDisk;

/// <summary>What stands before a name in a directory (<c>fs/ext2/ext2.h: struct ext2_dir_entry_2</c>).</summary>
[StructLayout(LayoutKind.Sequential, Pack = 4)]
internal struct Ext2EntryHeader
{
    public const int Size = 8;
    public const int MostNameLength = 255;

    /// <summary>0 in an entry that is free.</summary>
    public uint Inode;

    /// <summary>How far the next entry is; the last one of a block reaches to its end.</summary>
    public ushort RecordLength;
    public byte NameLength;

    /// <summary>The kind of the inode; the high byte of the name's length where the filesystem has no <c>filetype</c>.</summary>
    public EntryType Type;

    /// <summary>How many bytes an entry takes: header and name, rounded up to 4.</summary>
    public static int LengthFor(int nameLength) => (Size + nameLength + 3) & ~3;
}
