using System.Numerics;
using Smol.Storage.Ffs.OnDisk;

namespace Smol.Storage.Ffs.Planning;

/// <summary>
/// Which fragments of a cylinder group are free, and what that amounts to in all the ways in which a group's header counts it.
/// One map is used for each group in turn.
/// </summary>
internal sealed class GroupMap
{
    private readonly Geometry _geometry;
    private readonly int _perBlock;

    public GroupMap(Geometry geometry)
    {
        _geometry = geometry;
        _perBlock = geometry.FragmentsPerBlock;
        Free = new byte[Geometry.BytesForBits(geometry.FragmentsPerGroup)];
        FreeClusters = new byte[Geometry.BytesForBits(geometry.FragmentsPerGroup / _perBlock)];
        ClusterCounts = new int[geometry.ClustersCounted + 1];
    }

    /// <summary>A bit a fragment, set when it is free.</summary>
    public byte[] Free { get; }

    /// <summary>A bit a block, set when all of it is free.</summary>
    public byte[] FreeClusters { get; }

    /// <summary>How many runs of free blocks there are of each length; those longer than the last one count there.</summary>
    public int[] ClusterCounts { get; }

    /// <summary>How many free runs of each length there are in blocks that are not free as a whole.</summary>
    public GroupHeader.RunCounts FreeRuns { get; private set; }

    /// <summary>Blocks that are free as a whole.</summary>
    public int FreeBlocks { get; private set; }

    /// <summary>Free fragments in the other blocks.</summary>
    public int FreeFragments { get; private set; }

    /// <summary>Makes everything used.</summary>
    public void Clear() => Free.AsSpan().Clear();

    /// <summary>Makes fragments free.</summary>
    /// <param name="first">The first, counted in the group.</param>
    /// <param name="count">How many.</param>
    public void SetFree(int first, int count)
    {
        int end = first + count;
        for (; first < end && first % 8 != 0; first++)
            Free[first / 8] |= (byte)(1 << (first % 8));
        int whole = Math.Max(0, (end - first) / 8);
        Free.AsSpan(first / 8, whole).Fill(byte.MaxValue);
        for (first += whole * 8; first < end; first++)
            Free[first / 8] |= (byte)(1 << (first % 8));
    }

    /// <summary>Counts what is free in a group of so many fragments.</summary>
    public void Count(int fragments)
    {
        FreeClusters.AsSpan().Clear();
        ClusterCounts.AsSpan().Clear();
        FreeBlocks = 0;
        FreeFragments = 0;
        var freeRuns = default(GroupHeader.RunCounts);
        uint all = (1u << _perBlock) - 1;
        int run = 0;
        for (int first = 0; first < fragments; first += _perBlock)
        {
            if (first % (8 * _perBlock) == 0 && CountEight(first, fragments, ref run))
            {
                first += 7 * _perBlock;
                continue;
            }
            uint free = (uint)(Free[first / 8] >> (first % 8)) & all;
            if (free == all)
            {
                FreeBlocks++;
                run++;
                int block = first / _perBlock;
                FreeClusters[block / 8] |= (byte)(1 << (block % 8));
                continue;
            }
            CountCluster(ref run);
            CountFragments(free, ref freeRuns);
        }
        CountCluster(ref run);
        FreeRuns = freeRuns;
    }

    /// <summary>
    /// Counts eight blocks at once when all of them are free, or none of their fragments: most of a large group is like that.
    /// </summary>
    private bool CountEight(int first, int fragments, ref int run)
    {
        if (first + (8 * _perBlock) > fragments)
            return false;
        ReadOnlySpan<byte> eight = Free.AsSpan(first / 8, _perBlock);
        if (!eight.ContainsAnyExcept((byte)0))
        {
            CountCluster(ref run);
            return true;
        }
        if (eight.ContainsAnyExcept(byte.MaxValue))
            return false;
        FreeBlocks += 8;
        run += 8;
        FreeClusters[first / _perBlock / 8] = byte.MaxValue;
        return true;
    }

    private void CountCluster(ref int run)
    {
        if (run > 0 && _geometry.ClustersCounted > 0)
            ClusterCounts[Math.Min(run, _geometry.ClustersCounted)]++;
        run = 0;
    }

    private void CountFragments(uint free, ref GroupHeader.RunCounts freeRuns)
    {
        FreeFragments += BitOperations.PopCount(free);
        while (free != 0)
        {
            free >>= BitOperations.TrailingZeroCount(free);
            int run = BitOperations.TrailingZeroCount(~free);
            freeRuns[run]++;
            free >>= run;
        }
    }
}
