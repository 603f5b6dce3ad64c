using System.Runtime.InteropServices;
using Smol.Storage.Ext2.OnDisk;

namespace Smol.Storage.Ext2.Reading;

/// <summary>
/// Goes through the entries of one block of a directory, free ones too. The blocks of an index (<c>dir_index</c>) look like
/// blocks with free entries, so that reading all blocks one by one finds every name.
/// </summary>
internal ref struct DirectoryEntries(ReadOnlySpan<byte> block)
{
    private readonly ReadOnlySpan<byte> _block = block;
    private int _next;

    /// <summary>Where in the block the entry is, in bytes; or where the damage is.</summary>
    public int Offset { get; private set; }

    public Ext2EntryHeader Header { get; private set; }

    public ReadOnlySpan<byte> Name { get; private set; }

    /// <summary>What is wrong with the block from <see cref="Offset"/> on; null as long as it is sound.</summary>
    public string? Problem { get; private set; }

    /// <summary>Goes to the next entry; false at the end, and when the block is damaged.</summary>
    public bool MoveNext()
    {
        if (_next >= _block.Length)
            return false;
        Offset = _next;
        int left = _block.Length - Offset;
        Header = left < Ext2EntryHeader.Size ? default : MemoryMarshal.Read<Ext2EntryHeader>(_block[Offset..]);
        // 65536 does not fit into the field, and is written as 65535 or 0 (ext4.h: ext4_rec_len_from_disk).
        int length = _block.Length == 65536 && Header.RecordLength is 0 or 65535 ? 65536 : Header.RecordLength;
        if (length < Ext2EntryHeader.LengthFor(0) || length % 4 != 0 || length > left)
            Problem = $"an entry says that it has {length} bytes";
        else if (Header.Inode != 0 && Ext2EntryHeader.LengthFor(Header.NameLength) > length)
            Problem = $"an entry of {length} bytes says that its name has {Header.NameLength}";
        if (Problem is not null)
            return false;
        Name = Header.Inode == 0 ? default : _block.Slice(Offset + Ext2EntryHeader.Size, Header.NameLength);
        _next = Offset + length;
        return true;
    }
}
