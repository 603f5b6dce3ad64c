using Smol.Storage.FileTrees;

namespace Smol.Storage.Ffs.Planning;

/// <summary>Which blocks of a file have bytes, as runs in file order; the others are holes.</summary>
internal readonly struct BlockRuns
{
    private readonly (long First, long Count, long Before)[]? _runs;

    private BlockRuns(long total, (long First, long Count, long Before)[]? runs)
    {
        Total = total;
        _runs = runs;
    }

    /// <summary>How many blocks have bytes.</summary>
    public long Total { get; }

    /// <summary>A file without holes.</summary>
    public static BlockRuns Whole(long blocks) => new(blocks, null);

    /// <summary>
    /// The blocks of a sparse file that have bytes, and its last block: a kernel never leaves that out (<c>ffs_inode.c:
    /// ffs_truncate</c>).
    /// </summary>
    /// <param name="ranges">What of the file has bytes.</param>
    /// <param name="blocks">How many blocks the file has, without what stands in fragments.</param>
    /// <param name="keepsLast">Whether the last of them is the file's last.</param>
    /// <param name="blockSize">Bytes of a block.</param>
    public static BlockRuns Sparse(ReadOnlySpan<DataRange> ranges, long blocks, bool keepsLast, int blockSize)
    {
        var runs = new List<(long First, long Count, long Before)>();
        long total = 0;
        foreach (DataRange range in ranges)
        {
            long end = (range.FileOffset + range.Length + blockSize - 1) / blockSize;
            Add(runs, range.FileOffset / blockSize, Math.Min(end, blocks), ref total);
        }
        if (keepsLast)
            Add(runs, blocks - 1, blocks, ref total);
        return new(total, [.. runs]);
    }

    /// <summary>How many blocks before this one have bytes.</summary>
    public long Before(long block)
    {
        if (_runs is null)
            return Math.Min(block, Total);
        int low = 0, high = _runs.Length;
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (_runs[middle].First < block)
                low = middle + 1;
            else
                high = middle;
        }
        return low == 0 ? 0 : _runs[low - 1].Before + Math.Min(_runs[low - 1].Count, block - _runs[low - 1].First);
    }

    /// <summary>How many blocks in this range have bytes.</summary>
    public long Between(long first, long end) => Before(end) - Before(first);

    /// <summary>The first run of blocks with bytes in a range, cut to it; its count is 0 when there is none.</summary>
    public (long First, long Count) NextRun(long first, long end)
    {
        if (_runs is null)
            return (first, Math.Max(0, Math.Min(end, Total) - first));
        foreach ((long start, long count, _) in _runs.AsSpan(FirstEndingAfter(first)))
        {
            long from = Math.Max(start, first);
            return (from, Math.Max(0, Math.Min(start + count, end) - from));
        }
        return (first, 0);
    }

    private int FirstEndingAfter(long block)
    {
        int low = 0, high = _runs!.Length;
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (_runs[middle].First + _runs[middle].Count <= block)
                low = middle + 1;
            else
                high = middle;
        }
        return low;
    }

    private static void Add(List<(long First, long Count, long Before)> runs, long first, long end, ref long total)
    {
        long last = runs.Count == 0 ? 0 : runs[^1].First + runs[^1].Count;
        first = Math.Max(first, last);
        if (first >= end)
            return;
        if (runs.Count > 0 && first == last)
            runs[^1] = runs[^1] with { Count = end - runs[^1].First };
        else
            runs.Add((first, end - first, total));
        total += end - first;
    }
}
