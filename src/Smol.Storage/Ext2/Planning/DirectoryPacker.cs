using System.Runtime.InteropServices;
using Smol.Storage.Ext2.OnDisk;

namespace Smol.Storage.Ext2.Planning;

/// <summary>How entries fill the blocks of a directory: one behind the other, none across the end of a block.</summary>
internal ref struct DirectoryPacker(Span<byte> block)
{
    private readonly Span<byte> _block = block;
    private int _last;
    private int _end;

    /// <summary>How many blocks a directory takes.</summary>
    public static int CountBlocks(PlannedDirectory directory, int blockSize)
    {
        int blocks = 1;
        int end = Ext2EntryHeader.LengthFor(1) + Ext2EntryHeader.LengthFor(2);
        foreach (var entry in directory.Entries)
        {
            int length = Ext2EntryHeader.LengthFor(entry.Name.Length);
            if (end + length > blockSize)
            {
                blocks++;
                end = 0;
            }
            end += length;
        }
        return blocks;
    }

    /// <summary>Adds an entry; false when the block has no room for it.</summary>
    public bool TryAdd(uint inode, EntryType type, ReadOnlySpan<byte> name)
    {
        int length = Ext2EntryHeader.LengthFor(name.Length);
        if (_end + length > _block.Length)
            return false;
        MemoryMarshal.Write(
            _block[_end..],
            new Ext2EntryHeader { Inode = inode, RecordLength = (ushort)length, NameLength = (byte)name.Length, Type = type });
        name.CopyTo(_block[(_end + Ext2EntryHeader.Size)..]);
        _last = _end;
        _end += length;
        return true;
    }

    /// <summary>Lets the last entry reach to the block's end; a block without entries gets a free one.</summary>
    public readonly void Finish()
    {
        Ext2EntryHeader header = MemoryMarshal.Read<Ext2EntryHeader>(_block[_last..]);
        header.RecordLength = (ushort)(_block.Length - _last);
        MemoryMarshal.Write(_block[_last..], header);
    }

    /// <summary>Begins the next block.</summary>
    public void Clear()
    {
        _block.Clear();
        _last = 0;
        _end = 0;
    }
}
