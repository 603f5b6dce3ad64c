namespace Smol.Storage.Ext2.OnDisk;

/// <summary>The kind of node that a directory entry leads to (<c>include/linux/fs_types.h: FT_*</c>).</summary>
internal enum EntryType : byte
{
    Unknown = 0,
    File = 1,
    Directory = 2,
    CharacterDevice = 3,
    BlockDevice = 4,
    Fifo = 5,
    Socket = 6,
    SymbolicLink = 7,
}
