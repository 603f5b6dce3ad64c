using Smol.Storage.Ffs.OnDisk;
using Smol.Storage.Ffs.Planning;

namespace Smol.Storage.Ffs.Reading;

/// <summary>Goes through all addresses that an inode leads to, in the order of the file.</summary>
/// <remarks>
/// It follows an indirect block only where it is told to, so whoever is told of the same block twice must say no: then a walk
/// never takes longer than the filesystem is big.
/// </remarks>
internal sealed class BlockWalker(Volume volume)
{
    private readonly Geometry _geometry = volume.Geometry;

    /// <summary>A block of addresses for each level.</summary>
    private readonly byte[][] _blocks =
        [new byte[volume.Geometry.BlockSize], new byte[volume.Geometry.BlockSize], new byte[volume.Geometry.BlockSize]];

    private Func<BlockClaim, bool> _visit = static _ => false;
    private long _fileBlocks;

    /// <summary>Walks through an inode's addresses.</summary>
    /// <param name="inode">The inode, of a kind that has blocks.</param>
    /// <param name="visit">
    /// Is told of each address that is not 0; says whether to follow it, when it is an indirect block's.
    /// </param>
    public void Walk(Inode inode, Func<BlockClaim, bool> visit)
    {
        _visit = visit;
        _fileBlocks = (inode.Length / _geometry.BlockSize) + (inode.Length % _geometry.BlockSize == 0 ? 0 : 1);
        for (int index = 0; index < Inode.DirectPointers; index++)
        {
            if (inode.Blocks[index] != 0)
                visit(new(inode.Blocks[index], FragmentsOf(inode.Length, index), 0, index, index >= _fileBlocks));
        }
        long first = Inode.DirectPointers;
        long reach = 1;
        for (int level = 1; level <= Inode.IndirectPointers; level++)
        {
            reach *= _geometry.PointersPerBlock;
            WalkIndirect(inode.Blocks[Inode.DirectPointers + level - 1], level, first, reach);
            first += reach;
        }
    }

    private void WalkIndirect(long address, int level, long first, long reach)
    {
        if (address == 0 || !_visit(new(address, _geometry.FragmentsPerBlock, level, first, first >= _fileBlocks)))
            return;
        byte[] block = _blocks[level - 1];
        volume.ReadFragments(address, block);
        long below = reach / _geometry.PointersPerBlock;
        for (int index = 0; index < _geometry.PointersPerBlock; index++, first += below)
        {
            long child = PointerIn(block, index);
            if (child == 0)
                continue;
            if (level > 1)
                WalkIndirect(child, level - 1, first, below);
            else
                _visit(new(child, _geometry.FragmentsPerBlock, 0, first, first >= _fileBlocks));
        }
    }

    /// <summary>How many fragments a block of a file takes (<c>sys/ufs/ffs/fs.h: ffs_blksize</c>).</summary>
    private int FragmentsOf(long length, int block)
    {
        long rest = length - ((long)block * _geometry.BlockSize);
        return rest >= _geometry.BlockSize || rest <= 0
            ? _geometry.FragmentsPerBlock
            : (int)((rest + _geometry.FragmentSize - 1) / _geometry.FragmentSize);
    }

    private long PointerIn(byte[] block, int index)
    {
        ReadOnlySpan<byte> bytes = block.AsSpan(index * _geometry.PointerSize);
        return _geometry.Version == FfsVersion.Ffs1 ? volume.ByteOrder.ReadInt32(bytes) : volume.ByteOrder.ReadInt64(bytes);
    }
}
