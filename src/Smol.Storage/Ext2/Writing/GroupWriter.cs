using System.Runtime.InteropServices;
using Smol.Storage.DiskImages;
using Smol.Storage.Ext2.OnDisk;
using Smol.Storage.Ext2.Planning;

namespace Smol.Storage.Ext2.Writing;

/// <summary>Writes what stands at the front of each block group.</summary>
internal sealed class GroupWriter
{
    private readonly Ext2Layout _layout;
    private readonly Ext2Geometry _geometry;
    private readonly ImageWriter _image;
    private readonly long _offset;
    private readonly InodeEncoder _inodes;
    private readonly Ext2Superblock _superblock;
    private readonly byte[] _descriptors;
    private readonly byte[] _block;

    public GroupWriter(Ext2Layout layout, ImageWriter image, long offset, Ext2Superblock superblock)
    {
        _layout = layout;
        _geometry = layout.Geometry;
        _image = image;
        _offset = offset;
        _inodes = new(layout);
        _superblock = superblock;
        _descriptors = GroupDescriptors.Encode(layout);
        _block = new byte[_geometry.BlockSize];
    }

    /// <summary>Writes all that a group has in front of its data.</summary>
    public void Write(int group)
    {
        if (Ext2Geometry.HasSuperblock(group))
        {
            WriteSuperblock(group);
            WriteBlocks(_geometry.StartOf(group) + 1, _descriptors);
        }
        WriteBitmap(_geometry.BlockBitmapOf(group), _layout.UsedBlocksIn(group), _geometry.BlocksIn(group));
        WriteBitmap(_geometry.InodeBitmapOf(group), _layout.UsedInodesIn(group), _geometry.InodesPerGroup);
        WriteInodes(group);
    }

    private void WriteSuperblock(int group)
    {
        Ext2Superblock copy = _superblock;
        copy.OwnGroup = (ushort)group;
        // The first one leaves the first 1024 bytes of the disk to a boot loader, the others begin with their block.
        int within = group == 0 && _geometry.FirstDataBlock == 0 ? Ext2Superblock.Offset : 0;
        Array.Clear(_block);
        MemoryMarshal.Write(_block.AsSpan(within), copy);
        WriteBlocks(_geometry.StartOf(group), _block);
    }

    /// <summary>Writes a bitmap in which the first bits are used, those behind them free, and those behind the end used.</summary>
    private void WriteBitmap(long block, int used, int count)
    {
        Array.Clear(_block);
        SetBits(_block, 0, used);
        SetBits(_block, count, _block.Length * 8);
        WriteBlocks(block, _block);
    }

    private static void SetBits(Span<byte> bitmap, int from, int to)
    {
        for (; from < to && from % 8 != 0; from++)
            bitmap[from / 8] |= (byte)(1 << (from % 8));
        bitmap[(from / 8)..Math.Max(from / 8, to / 8)].Fill(0xFF);
        for (from = Math.Max(from, to & ~7); from < to; from++)
            bitmap[from / 8] |= (byte)(1 << (from % 8));
    }

    private void WriteInodes(int group)
    {
        Span<PlannedInode> planned = _layout.Tree.Inodes;
        uint before = (uint)(group * (long)_geometry.InodesPerGroup);
        int used = _layout.UsedInodesIn(group);
        int perBlock = _geometry.BlockSize / _geometry.InodeSize;
        for (int first = 0; first < used; first += perBlock)
        {
            Array.Clear(_block);
            for (int slot = 0; slot < perBlock && first + slot < used; slot++)
            {
                int index = NumberedTree.IndexOf((uint)(before + first + slot + 1));
                if (index >= 0)
                    WriteInode(_block.AsSpan(slot * _geometry.InodeSize, _geometry.InodeSize), planned[index]);
            }
            WriteBlocks(_geometry.InodeTableOf(group) + (first / perBlock), _block);
        }
    }

    private void WriteInode(Span<byte> slot, in PlannedInode planned)
    {
        Ext2Inode inode = _inodes.Encode(planned);
        MemoryMarshal.AsBytes(new ReadOnlySpan<Ext2Inode>(in inode))[..Math.Min(slot.Length, Ext2Inode.Size)].CopyTo(slot);
    }

    private void WriteBlocks(long block, ReadOnlySpan<byte> bytes) => _image.Write(_offset + (block * _geometry.BlockSize), bytes);
}
