using Smol.Storage.Ffs.OnDisk;

namespace Smol.Storage.Ffs.Planning;

/// <summary>
/// The blocks of a file in the order in which they stand on the disk: its first twelve, then three trees of indirect blocks, each
/// indirect block right before what it leads to. Blocks of holes are left out, and indirect blocks that lead to nothing.
/// </summary>
internal readonly struct BlockTree(BlockRuns data, int pointersPerBlock)
{
    /// <summary>The blocks with bytes.</summary>
    public BlockRuns Data { get; } = data;

    /// <summary>All blocks that the file takes, indirect ones too.</summary>
    public long Size
    {
        get
        {
            long size = Data.Before(Inode.DirectPointers);
            for (int level = 1; level <= Inode.IndirectPointers; level++)
                size += SizeOf(level, FirstBlockOf(level));
            return size;
        }
    }

    /// <summary>The first block of the file that is reached by way of the single, double or triple indirect block.</summary>
    public long FirstBlockOf(int level)
    {
        long first = Inode.DirectPointers;
        for (int below = 1; below < level; below++)
            first += Reach(below);
        return first;
    }

    /// <summary>How many blocks of a file an indirect block of a level leads to; 1 for level 0, a block of data.</summary>
    public long Reach(int level)
    {
        long reach = 1;
        for (int below = 0; below < level; below++)
            reach *= pointersPerBlock;
        return reach;
    }

    /// <summary>Whether the file has bytes in this block or after it.</summary>
    public bool HasDataFrom(long block) => Data.Before(block) < Data.Total;

    /// <summary>How many blocks an indirect block takes with all below it.</summary>
    /// <param name="level">1 for one that leads to data, and so on.</param>
    /// <param name="first">The first block of the file that it leads to.</param>
    public long SizeOf(int level, long first)
    {
        long reach = Reach(level);
        long blocks = Data.Between(first, first + reach);
        if (blocks == 0 || level == 0)
            return blocks;
        if (level == 1)
            return 1 + blocks;
        long below = reach / pointersPerBlock;
        long size = 1;
        for (long child = first; child < first + reach && HasDataFrom(child); child += below)
            size += SizeOf(level - 1, child);
        return size;
    }
}
