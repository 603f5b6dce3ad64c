using Smol.Storage.DiskImages;
using Smol.Storage.Ffs.OnDisk;
using Smol.Storage.FileTrees;

namespace Smol.Storage.Ffs.Planning;

/// <summary>Finds the size of the filesystem, of its blocks and of its cylinder groups.</summary>
internal sealed class SizePlanner(PlannedTree tree, FfsFormat format, FilesystemSize size)
{
    private const int FragmentsPerInode = 4; // sbin/newfs/newfs.c: NFPI
    private const int DefaultFragmentsPerBlock = 8; // sbin/newfs/newfs.c: DFL_FRAG_BLK
    private const long MostFfs1Fragments = int.MaxValue; // addresses are int32_t
    private const long MostFfs2Fragments = 1L << 40;
    private const long MostBytes = 1L << 60; // more than there is room for, and few enough to reckon with

    /// <summary>Up to so many bytes, fragments of that size: <c>sbin/newfs/newfs.c: *_FSSIZE, *_DFL_FRAGSIZE</c>.</summary>
    private static readonly (long Most, int FragmentSize)[] _sizes =
    [
        ((20L << 20) - 1, 512),
        ((1000L << 20) - 1, 1024),
        ((128L << 30) - 1, 2048),
        (long.MaxValue, 4096),
    ];

    private readonly long _inodesNeeded = Math.Max(Inode.Root + tree.Inodes.Length, format.InodeCount ?? 0);

    /// <summary>Plans the filesystem and gives all content its place in it.</summary>
    /// <exception cref="SmolException">The tree does not fit into the length asked for; says by how much.</exception>
    public (Geometry Geometry, SpacePlan Space) Plan()
    {
        if (size.Length is { } length)
            return PlanFor(length);
        long stored = StoredBytes();
        foreach ((long most, int fragmentSize) in _sizes)
        {
            if (stored > most)
                continue;
            GeometryPlanner planner = PlannerFor(fragmentSize);
            SpacePlan space = SpacePlan.Create(tree, planner.Blank);
            Geometry geometry = Smallest(planner, space);
            if (HasChosenSizes || geometry.Fragments * geometry.FragmentSize <= most)
                return (geometry, space);
        }
        throw new InvalidOperationException("the last size has no bound");
    }

    /// <summary>How many bytes the content has, holes left out. Whatever the block size, the filesystem is longer.</summary>
    private long StoredBytes()
    {
        long stored = 0;
        foreach (PlannedInode inode in tree.Inodes)
        {
            if (inode.Node is not FileNode { Content: { IsSparse: true } content })
            {
                stored += Math.Min(inode.Length, MostBytes - stored);
                continue;
            }
            foreach (DataRange range in content.Ranges)
                stored += Math.Min(range.Length, MostBytes - stored);
        }
        return stored;
    }

    private bool HasChosenSizes => format.BlockSize is not null || format.FragmentSize is not null;

    private bool HasChosenInodes => format.InodeCount is not null || format.BytesPerInode is not null;

    private (Geometry Geometry, SpacePlan Space) PlanFor(long length)
    {
        int defaultFragment = Array.Find(_sizes, choice => length <= choice.Most).FragmentSize;
        GeometryPlanner planner = PlannerFor(defaultFragment);
        SpacePlan space = SpacePlan.Create(tree, planner.Blank);
        long fragments = length / planner.Blank.FragmentSize;
        if (fragments > MostFragments)
            throw TooLong(planner.Blank);
        if (Try(planner, space, fragments, InodesWanted(planner, fragments), freeBlocks: 0) is { } geometry)
            return (geometry, space);
        // newfs's number of inodes is for an empty filesystem: a full one can do with those that it needs.
        if (!HasChosenInodes && Try(planner, space, fragments, _inodesNeeded, freeBlocks: 0) is { } frugal)
            return (frugal, space);
        Geometry fit = Smallest(planner, space);
        long needed = fit.Fragments * fit.FragmentSize;
        throw new SmolException(
            $"the filesystem is too small for the tree: it has {length} bytes and needs {needed}, {needed - length} more",
            hint: $"make it {(needed + (1 << 20) - 1) >> 20} MiB, or leave the size open");
    }

    private long InodesWanted(GeometryPlanner planner, long fragments)
    {
        if (format.InodeCount is not null)
            return _inodesNeeded;
        int bytes = format.BytesPerInode ?? (FragmentsPerInode * planner.Blank.FragmentSize);
        return Math.Max(_inodesNeeded, planner.InodesFor(fragments, bytes));
    }

    /// <summary>The smallest filesystem that holds the tree and what is to be free.</summary>
    private Geometry Smallest(GeometryPlanner planner, SpacePlan space)
    {
        Geometry blank = planner.Blank;
        long freeBytes = size.FreeBeside(space.Blocks * blank.BlockSize);
        long freeBlocks = (freeBytes + blank.BlockSize - 1) / blank.BlockSize;
        long freeInodes = freeBytes / (FragmentsPerInode * blank.FragmentSize);
        Geometry? Fitting(long blocks)
        {
            long fragments = blocks * blank.FragmentsPerBlock;
            long wanted = HasChosenInodes ? InodesWanted(planner, fragments) : _inodesNeeded + freeInodes;
            return Try(planner, space, fragments, wanted, freeBlocks);
        }

        long least = Math.Max(planner.FewestFragments / blank.FragmentsPerBlock, space.Blocks + freeBlocks);
        long low = least - 1, high = least;
        for (long step = 1; Fitting(high) is null; step *= 2)
        {
            if (high * blank.FragmentsPerBlock > MostFragments)
                throw TooLong(blank);
            low = high;
            high += step;
        }
        while (low + 1 < high)
        {
            long middle = (low + high) / 2;
            if (Fitting(middle) is null)
                low = middle;
            else
                high = middle;
        }
        return Fitting(high)!;
    }

    private Geometry? Try(GeometryPlanner planner, SpacePlan space, long fragments, long inodes, long freeBlocks)
    {
        if (fragments < planner.FewestFragments || planner.Plan(fragments, inodes) is not { } geometry)
            return null;
        var data = new DataSpace(geometry);
        if (format.KeepsRoomForLog)
        {
            freeBlocks += LogRoom.Blocks(geometry);
            if (!LogRoom.Fits(geometry, data, space.Blocks))
                return null;
        }
        return geometry.Inodes >= _inodesNeeded && data.Blocks >= space.Blocks + freeBlocks ? geometry : null;
    }

    private GeometryPlanner PlannerFor(int defaultFragmentSize)
    {
        int fragment = format.FragmentSize ?? (format.BlockSize / DefaultFragmentsPerBlock ?? defaultFragmentSize);
        return new(format.Version, format.BlockSize ?? (DefaultFragmentsPerBlock * fragment), fragment);
    }

    private long MostFragments => format.Version == FfsVersion.Ffs1 ? MostFfs1Fragments : MostFfs2Fragments;

    private SmolException TooLong(Geometry blank) => new(
        $"{format.Name} has at most {MostFragments} fragments of {blank.FragmentSize} bytes, which is not enough",
        hint: "choose a larger --fragment, or ffs2");
}
