using Smol.Storage.Ext2.OnDisk;

namespace Smol.Storage.Ext2.Planning;

/// <summary>
/// Where the block groups of a filesystem are and what stands at the front of each: for groups 0, 1 and the powers of 3, 5
/// and 7 a superblock and all group descriptors, then for each the two bitmaps and its inodes; the rest is for data.
/// </summary>
/// <remarks>Data blocks have an index of their own, which counts them through all groups as if nothing stood between them.</remarks>
internal sealed class Ext2Geometry
{
    /// <summary>Data blocks before each group; at the end, all of them.</summary>
    private readonly long[] _dataBefore;

    public Ext2Geometry(int blockSize, int inodeSize, long blockCount, int inodesPerGroup)
    {
        BlockSize = blockSize;
        InodeSize = inodeSize;
        BlockCount = blockCount;
        InodesPerGroup = inodesPerGroup;
        GroupCount = GroupsFor(blockSize, blockCount);
        DescriptorBlocks = DescriptorBlocksFor(blockSize, GroupCount);
        InodeTableBlocks = inodesPerGroup * inodeSize / blockSize;
        _dataBefore = new long[GroupCount + 1];
        for (int group = 0; group < GroupCount; group++)
            _dataBefore[group + 1] = _dataBefore[group] + BlocksIn(group) - OverheadOf(group);
    }

    public int BlockSize { get; }

    public int InodeSize { get; }

    public long BlockCount { get; }

    public int GroupCount { get; }

    public int InodesPerGroup { get; }

    public long InodeCount => (long)InodesPerGroup * GroupCount;

    public int DescriptorBlocks { get; }

    public int InodeTableBlocks { get; }

    public long FirstDataBlock => FirstDataBlockFor(BlockSize);

    public int BlocksPerGroup => BlocksPerGroupFor(BlockSize);

    /// <summary>All data blocks.</summary>
    public long DataBlockCount => _dataBefore[^1];

    /// <summary>The block in which the superblock is: with blocks of 1024 bytes it is not the first.</summary>
    public static int FirstDataBlockFor(int blockSize) => blockSize == 1024 ? 1 : 0;

    /// <summary>As many as one bitmap block has bits.</summary>
    public static int BlocksPerGroupFor(int blockSize) => 8 * blockSize;

    public static int GroupsFor(int blockSize, long blockCount)
    {
        long perGroup = BlocksPerGroupFor(blockSize);
        return (int)((blockCount - FirstDataBlockFor(blockSize) + perGroup - 1) / perGroup);
    }

    public static int DescriptorBlocksFor(int blockSize, long groups) =>
        (int)(((groups * Ext2GroupDescriptor.Size) + blockSize - 1) / blockSize);

    /// <summary>Whether a group has a superblock and descriptors, under <c>sparse_super</c>.</summary>
    public static bool HasSuperblock(int group) => group <= 1 || IsPower(group, 3) || IsPower(group, 5) || IsPower(group, 7);

    public long StartOf(int group) => FirstDataBlock + ((long)group * BlocksPerGroup);

    public int BlocksIn(int group) => (int)Math.Min(BlocksPerGroup, BlockCount - StartOf(group));

    /// <summary>How many blocks of a group are not for data; they stand at its front.</summary>
    public int OverheadOf(int group) => (HasSuperblock(group) ? 1 + DescriptorBlocks : 0) + 2 + InodeTableBlocks;

    public long BlockBitmapOf(int group) => StartOf(group) + (HasSuperblock(group) ? 1 + DescriptorBlocks : 0);

    public long InodeBitmapOf(int group) => BlockBitmapOf(group) + 1;

    public long InodeTableOf(int group) => BlockBitmapOf(group) + 2;

    /// <summary>The first data block of a group.</summary>
    public long DataStartOf(int group) => StartOf(group) + OverheadOf(group);

    /// <summary>How many data blocks stand in the groups before this one.</summary>
    public long DataBefore(int group) => _dataBefore[group];

    /// <summary>The group in which a data block is.</summary>
    public int GroupOfData(long index)
    {
        int found = Array.BinarySearch(_dataBefore, index);
        if (found < 0)
            return ~found - 1;
        while (_dataBefore[found + 1] == index)
            found++; // A last group may have no data block at all.
        return found;
    }

    private static bool IsPower(int number, int root)
    {
        long power = root;
        while (power < number)
            power *= root;
        return power == number;
    }
}
