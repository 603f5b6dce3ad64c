using System.Runtime.InteropServices;
using Smol.Storage.Ext2.OnDisk;

namespace Smol.Storage.Ext2.Reading;

/// <summary>Reads inodes, a piece of a table at a time.</summary>
internal sealed class InodeTables
{
    private const int PieceSize = 32 << 10;

    private readonly Ext2Volume _volume;
    private readonly Ext2GroupDescriptor[] _descriptors;
    private readonly byte[] _piece;
    private readonly int _inodesInPiece;
    private long _pieceNumber = -1;

    public InodeTables(Ext2Volume volume, Ext2GroupDescriptor[] descriptors)
    {
        _volume = volume;
        _descriptors = descriptors;
        _inodesInPiece = Math.Max(1, (int)Math.Min(PieceSize / volume.InodeSize, volume.Superblock.InodesPerGroup));
        _piece = new byte[_inodesInPiece * volume.InodeSize];
    }

    /// <summary>Whether there is an inode of that number, in a table that is inside the filesystem.</summary>
    public bool Contains(uint number)
    {
        if (number == 0 || number > _volume.Superblock.InodeCount)
            return false;
        Ext2GroupDescriptor descriptor = _descriptors[(number - 1) / _volume.Superblock.InodesPerGroup];
        return _volume.IsDataBlock(descriptor.InodeTable)
            && descriptor.InodeTable + (long)_volume.InodeTableBlocks <= _volume.Superblock.BlockCount;
    }

    /// <summary>An inode; one of 128 bytes has zeros for the rest.</summary>
    /// <exception cref="SmolException">There is no such inode, or the image can't be read.</exception>
    public Ext2Inode Read(uint number)
    {
        if (!Contains(number))
            throw new SmolException($"there is no inode {number}, which something refers to", _volume.Source.Name, "the filesystem is damaged; see smol image fsck");
        (uint group, uint index) = Math.DivRem(number - 1, _volume.Superblock.InodesPerGroup);
        (uint pieceInGroup, uint slot) = Math.DivRem(index, (uint)_inodesInPiece);
        LoadPiece((int)group, pieceInGroup);
        var inode = default(Ext2Inode);
        Span<byte> bytes = MemoryMarshal.AsBytes(new Span<Ext2Inode>(ref inode));
        ReadOnlySpan<byte> stored = _piece.AsSpan((int)slot * _volume.InodeSize, _volume.InodeSize);
        stored[..Math.Min(stored.Length, bytes.Length)].CopyTo(bytes);
        return inode;
    }

    /// <summary>The first inode from a number on that lies in a piece of a table which is not all zeros: most of a table is.</summary>
    public long SkipZeros(long number)
    {
        while (number <= _volume.Superblock.InodeCount && Contains((uint)number))
        {
            (uint group, uint index) = Math.DivRem((uint)number - 1, _volume.Superblock.InodesPerGroup);
            (uint pieceInGroup, uint slot) = Math.DivRem(index, (uint)_inodesInPiece);
            if (slot != 0)
                break;
            LoadPiece((int)group, pieceInGroup);
            if (_piece.AsSpan().ContainsAnyExcept((byte)0))
                break;
            number += Math.Min(_inodesInPiece, _volume.Superblock.InodesPerGroup - index);
        }
        return number;
    }

    private void LoadPiece(int group, uint pieceInGroup)
    {
        long piece = ((long)group << 32) | pieceInGroup;
        if (piece == _pieceNumber)
            return;
        _pieceNumber = -1; // not while it is half read
        uint first = pieceInGroup * (uint)_inodesInPiece;
        int count = (int)Math.Min(_inodesInPiece, _volume.Superblock.InodesPerGroup - first);
        long place = _volume.PlaceOf(_descriptors[group].InodeTable) + ((long)first * _volume.InodeSize);
        _volume.Source.Read(place, _piece.AsSpan(0, count * _volume.InodeSize));
        _piece.AsSpan(count * _volume.InodeSize).Clear();
        _pieceNumber = piece;
    }
}
