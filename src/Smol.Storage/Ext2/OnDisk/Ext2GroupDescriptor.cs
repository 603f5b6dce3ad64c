using System.Runtime.InteropServices;

namespace Smol.Storage.Ext2.OnDisk;

/// <summary>A block group's descriptor as it is on the disk (<c>fs/ext2/ext2.h: struct ext2_group_desc</c>).</summary>
[StructLayout(LayoutKind.Sequential, Pack = 4)]
internal struct Ext2GroupDescriptor
{
    public const int Size = 32;

    public uint BlockBitmap;
    public uint InodeBitmap;
    public uint InodeTable;
    public ushort FreeBlockCount;
    public ushort FreeInodeCount;
    public ushort DirectoryCount;
    public ushort Flags;
    public uint Reserved0;
    public uint Reserved1;
    public uint Reserved2;
}
