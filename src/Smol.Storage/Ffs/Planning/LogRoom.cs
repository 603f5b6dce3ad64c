namespace Smol.Storage.Ffs.Planning;

/// <summary>
/// Room for the journal that NetBSD makes inside a filesystem that it mounts with <c>log</c>. It takes free blocks in one piece,
/// in one cylinder group (<c>sys/ufs/ffs/ffs_wapbl.c: wapbl_find_log_start</c>).
/// </summary>
internal static class LogRoom
{
    private const int Scale = 1024; // UFS_WAPBL_JOURNAL_SCALE
    private const long Smallest = 1 << 20; // UFS_WAPBL_MIN_JOURNAL_SIZE
    private const long Largest = 64 << 20; // UFS_WAPBL_MAX_JOURNAL_SIZE

    /// <summary>
    /// How many blocks the journal takes, with those that lead to them. Where groups are as large as they can be, which they are
    /// when there are many, and still can't hold so many, NetBSD contents itself with what they can, down to a quarter.
    /// </summary>
    public static long Blocks(Geometry geometry)
    {
        long length = Math.Clamp(geometry.Fragments * geometry.FragmentSize / Scale, Smallest, Largest);
        long wanted = new BlockTree(BlockRuns.Whole((length / geometry.BlockSize) + 1), geometry.PointersPerBlock).Size;
        if (geometry.Groups <= GeometryPlanner.FewestGroups)
            return wanted;
        long inGroup = (geometry.FragmentsPerGroup - geometry.DataAddress) / geometry.FragmentsPerBlock;
        return Math.Clamp(inGroup, (wanted + 3) / 4, wanted);
    }

    /// <summary>Whether there is a group with room for it when the first blocks of the filesystem are used.</summary>
    public static bool Fits(Geometry geometry, DataSpace data, long usedBlocks)
    {
        long wanted = Blocks(geometry);
        for (int group = geometry.Groups - 1; group >= 0; group--)
        {
            long end = data.FirstBlock(group + 1);
            if (end - Math.Max(usedBlocks, data.FirstBlock(group) + data.BlocksBeforeSuperblock(group)) >= wanted)
                return true;
            if (end <= usedBlocks)
                break;
        }
        return false;
    }
}
