namespace Smol.Storage.Ext2.OnDisk;

/// <summary>An inode's flags, as far as they mean something here (<c>fs/ext2/ext2.h: EXT2_*_FL</c>).</summary>
[Flags]
internal enum InodeFlags : uint
{
    None = 0,
    Immutable = 0x10,
    AppendOnly = 0x20,
    NoDump = 0x40,
    IndexedDirectory = 0x1000,
    Extents = 0x80000,
    ExtendedAttributeInode = 0x200000,
    InlineData = 0x10000000,
}
