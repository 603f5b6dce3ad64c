using System.Runtime.InteropServices;
using Smol.Storage.Ext2.OnDisk;
using Smol.Storage.Ext2.Planning;

namespace Smol.Storage.Ext2.Reading;

/// <summary>Goes through all blocks that an inode points to.</summary>
internal sealed class BlockWalk
{
    private readonly Ext2Volume _volume;
    private readonly uint[][] _pointers;

    public BlockWalk(Ext2Volume volume)
    {
        _volume = volume;
        _pointers = new uint[BlockShape.Levels][];
        for (int level = 1; level < BlockShape.Levels; level++)
            _pointers[level] = new uint[volume.BlockSize / sizeof(uint)];
    }

    /// <summary>Shows a visitor the blocks in the order of the file.</summary>
    public void Walk(in Ext2Inode inode, IBlockVisitor visitor)
    {
        long index = 0;
        for (; index < Ext2Inode.DirectCount; index++)
        {
            if (inode.Block[(int)index] != 0)
                visitor.VisitData(index, inode.Block[(int)index]);
        }
        long reach = _volume.BlockSize / sizeof(uint);
        for (int level = 1; level < BlockShape.Levels; level++)
        {
            WalkPointers(level, inode.Block[Ext2Inode.DirectCount + level - 1], index, reach, visitor);
            index += reach;
            reach *= _volume.BlockSize / sizeof(uint);
        }
    }

    /// <summary>Goes through a block of pointers.</summary>
    /// <param name="level">Its level.</param>
    /// <param name="block">Where it is; 0 for a hole.</param>
    /// <param name="index">The first block of the file that it leads to.</param>
    /// <param name="reach">To how many blocks of the file it leads.</param>
    /// <param name="visitor">Who is shown them.</param>
    private void WalkPointers(int level, uint block, long index, long reach, IBlockVisitor visitor)
    {
        if (block == 0 || !visitor.VisitPointers(level, block))
            return;
        uint[] pointers = _pointers[level];
        _volume.ReadBlocks(block, MemoryMarshal.AsBytes(pointers.AsSpan()));
        long reachOfEach = reach / pointers.Length;
        foreach (uint pointer in pointers)
        {
            if (level > 1)
                WalkPointers(level - 1, pointer, index, reachOfEach, visitor);
            else if (pointer != 0)
                visitor.VisitData(index, pointer);
            index += reachOfEach;
        }
    }
}
