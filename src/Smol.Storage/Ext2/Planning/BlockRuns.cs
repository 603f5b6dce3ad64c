using Smol.Storage.Ext2.OnDisk;
using Smol.Storage.FileTrees;

namespace Smol.Storage.Ext2.Planning;

/// <summary>Goes through the blocks of one level of a <see cref="BlockShape"/>, run by run, ascending.</summary>
internal ref struct BlockRuns
{
    private readonly ReadOnlySpan<DataRange> _ranges;
    private readonly int _blockSize;
    private readonly int _level;
    private int _nextRange;
    private long _pendingFirst;
    private long _pendingLast;

    /// <summary>Over the blocks of a file with holes.</summary>
    public BlockRuns(ReadOnlySpan<DataRange> ranges, int blockSize, int level)
    {
        _ranges = ranges;
        _blockSize = blockSize;
        _level = level;
        _pendingLast = -1;
        ReadRange();
    }

    /// <summary>Over the blocks of a file without holes.</summary>
    public BlockRuns(long blockCount, int blockSize, int level)
    {
        _blockSize = blockSize;
        _level = level;
        _pendingLast = -1;
        if (blockCount > 0)
            Raise(0, blockCount - 1);
    }

    /// <summary>The number of the run's first block within its level.</summary>
    public long First { get; private set; }

    /// <summary>How many blocks it has.</summary>
    public long Count { get; private set; }

    private readonly bool HasPending => _pendingLast >= 0;

    public bool MoveNext()
    {
        if (!HasPending)
            return false;
        First = _pendingFirst;
        long last = _pendingLast;
        // Ranges that share a block, or follow each other without a hole, are one run.
        while (ReadRange() && _pendingFirst <= last + 1)
            last = _pendingLast;
        Count = last - First + 1;
        return true;
    }

    /// <summary>Makes the next range that this level knows of the pending one.</summary>
    private bool ReadRange()
    {
        _pendingLast = -1;
        while (!HasPending && _nextRange < _ranges.Length)
        {
            DataRange range = _ranges[_nextRange++];
            Raise(range.FileOffset / _blockSize, (range.FileOffset + range.Length - 1) / _blockSize);
        }
        return HasPending;
    }

    /// <summary>Makes of a run of file blocks the run of blocks that lead to it in this level, if there are any.</summary>
    private void Raise(long first, long last)
    {
        int pointers = _blockSize / sizeof(uint);
        int owned = Ext2Inode.DirectCount; // by the inode itself
        for (int level = 0; level < _level; level++)
        {
            if (last < owned)
                return;
            first = Math.Max(first - owned, 0) / pointers;
            last = (last - owned) / pointers;
            owned = 1;
        }
        _pendingFirst = first;
        _pendingLast = last;
    }
}
