namespace Smol.Storage.Ext2.Planning;

/// <summary>Finds the geometry that holds what is asked for.</summary>
internal static class Ext2Sizing
{
    /// <summary>The smallest filesystem with at least so many data blocks and inodes; null when none has a block size that small.</summary>
    public static Ext2Geometry? Smallest(int blockSize, int inodeSize, long dataBlocks, long inodes)
    {
        int first = Ext2Geometry.FirstDataBlockFor(blockSize);
        int perGroup = Ext2Geometry.BlocksPerGroupFor(blockSize);
        long groups = Math.Max(1, Math.Max(DivideUp(dataBlocks, perGroup), DivideUp(inodes, perGroup)));
        long copies = CountCopies(0, groups);
        while (true)
        {
            int inodesPerGroup = InodesPerGroup(blockSize, inodeSize, inodes, groups);
            long table = (long)inodesPerGroup * inodeSize / blockSize;
            long copy = 1 + Ext2Geometry.DescriptorBlocksFor(blockSize, groups);
            if (copy + 2 + table >= perGroup)
                return null;
            long blocks = first + dataBlocks + (groups * (2 + table)) + (copies * copy);
            // The last group must at least hold what stands at its front.
            long least = first + ((groups - 1) * perGroup) + 2 + table + (Ext2Geometry.HasSuperblock((int)groups - 1) ? copy : 0);
            blocks = Math.Max(blocks, least);
            if (blocks > uint.MaxValue)
                return null;
            long needed = DivideUp(blocks - first, perGroup);
            if (needed <= groups)
                return new(blockSize, inodeSize, blocks, inodesPerGroup);
            copies += CountCopies(groups, needed);
            groups = needed;
        }
    }

    /// <summary>
    /// The filesystem of a given length; null when that is too short for one. A last group that could hold nothing but its own
    /// tables is left out, as mke2fs does.
    /// </summary>
    public static Ext2Geometry? OfLength(int blockSize, int inodeSize, long length, long inodes)
    {
        int first = Ext2Geometry.FirstDataBlockFor(blockSize);
        int perGroup = Ext2Geometry.BlocksPerGroupFor(blockSize);
        long blocks = Math.Min(length / blockSize, uint.MaxValue);
        while (blocks > first)
        {
            long groups = DivideUp(blocks - first, perGroup);
            if (DivideUp(inodes, groups) > perGroup)
                return null;
            int inodesPerGroup = InodesPerGroup(blockSize, inodeSize, inodes, groups);
            var geometry = new Ext2Geometry(blockSize, inodeSize, blocks, inodesPerGroup);
            int last = geometry.GroupCount - 1;
            if (geometry.OverheadOf(0) >= perGroup)
                return null;
            if (geometry.BlocksIn(last) > geometry.OverheadOf(last))
                return geometry;
            blocks = geometry.StartOf(last);
        }
        return null;
    }

    /// <summary>Inodes a group: enough, and whole blocks of them, and whole bytes of the bitmap.</summary>
    private static int InodesPerGroup(int blockSize, int inodeSize, long inodes, long groups)
    {
        int unit = Math.Max(8, blockSize / inodeSize);
        return (int)(DivideUp(DivideUp(inodes, groups), unit) * unit);
    }

    private static long CountCopies(long from, long to)
    {
        long copies = 0;
        for (long group = from; group < to; group++)
        {
            if (Ext2Geometry.HasSuperblock((int)group))
                copies++;
        }
        return copies;
    }

    private static long DivideUp(long value, long unit) => (value + unit - 1) / unit;
}
