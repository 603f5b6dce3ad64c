using Smol.Storage.Ext2.OnDisk;
using Smol.Storage.FileTrees;

namespace Smol.Storage.Ext2.Planning;

/// <summary>
/// Which blocks a file, a directory or a long symbolic link has: its data blocks (level 0), the blocks of pointers to those
/// (level 1), the blocks of pointers to blocks of pointers (level 2), and one more level. On the disk they stand in that order
/// without a gap, so that all data of a file is in one piece; the index of each follows from where the first one is.
/// </summary>
/// <remarks>
/// Blocks of a level are numbered as if the file had no holes. Level 0 has the file's blocks; the first 12 are pointed to by the
/// inode. In level 1, block 0 is pointed to by the inode and the others by level 2, and so on up.
/// </remarks>
internal readonly ref struct BlockShape
{
    public const int Levels = 4;

    private readonly ReadOnlySpan<DataRange> _ranges;
    private readonly long _blockCount;
    private readonly int _blockSize;
    private readonly bool _isSparse;

    private BlockShape(ReadOnlySpan<DataRange> ranges, long blockCount, int blockSize, bool isSparse)
    {
        _ranges = ranges;
        _blockCount = blockCount;
        _blockSize = blockSize;
        _isSparse = isSparse;
    }

    /// <summary>The shape of a file.</summary>
    public static BlockShape Of(scoped in FileContent content, int blockSize) => content.IsSparse
        ? new(content.Ranges, 0, blockSize, isSparse: true)
        : Whole((content.Length + blockSize - 1) / blockSize, blockSize);

    /// <summary>The shape of something without holes.</summary>
    public static BlockShape Whole(long blockCount, int blockSize) => new(default, blockCount, blockSize, isSparse: false);

    /// <summary>How many bytes a file can have at most, for its pointers' sake.</summary>
    public static long MostBytes(int blockSize)
    {
        long pointers = blockSize / sizeof(uint);
        return (Ext2Inode.DirectCount + pointers + (pointers * pointers) + (pointers * pointers * pointers)) * blockSize;
    }

    /// <summary>The runs of blocks that a level has.</summary>
    public BlockRuns Runs(int level) => _isSparse ? new(_ranges, _blockSize, level) : new(_blockCount, _blockSize, level);

    /// <summary>How many blocks a level has.</summary>
    public long Count(int level)
    {
        long count = 0;
        BlockRuns runs = Runs(level);
        while (runs.MoveNext())
            count += runs.Count;
        return count;
    }

    /// <summary>How many blocks all levels have.</summary>
    public long TotalCount()
    {
        long total = 0;
        for (int level = 0; level < Levels; level++)
        {
            long count = Count(level);
            if (count == 0)
                break;
            total += count;
        }
        return total;
    }
}
