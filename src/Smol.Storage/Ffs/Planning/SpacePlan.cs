namespace Smol.Storage.Ffs.Planning;

/// <summary>
/// The places of all content, in the order of the inodes, without a gap: what a tree takes in given block and fragment sizes.
/// </summary>
internal sealed class SpacePlan
{
    private SpacePlan(Placement[] placements, long blocks, PartialBlock[] partialBlocks)
    {
        Placements = placements;
        Blocks = blocks;
        PartialBlocks = partialBlocks;
    }

    /// <summary>Where the content of each inode is, from that of the root on.</summary>
    public Placement[] Placements { get; }

    /// <summary>How many blocks are taken, from the first on.</summary>
    public long Blocks { get; }

    /// <summary>Those of them that have room left, in ascending order.</summary>
    public PartialBlock[] PartialBlocks { get; }

    /// <summary>Gives everything its place.</summary>
    /// <exception cref="SmolException">A file is longer than the format allows.</exception>
    public static SpacePlan Create(PlannedTree tree, Geometry blank)
    {
        ReadOnlySpan<PlannedInode> inodes = tree.Inodes;
        var placements = new Placement[inodes.Length];
        var tails = new TailPacker(blank.FragmentsPerBlock);
        long blocks = 0;
        for (int index = 0; index < inodes.Length; index++)
        {
            if (inodes[index].Length > blank.LongestFile)
                throw TooLong(tree, inodes[index], blank);
            FileShape shape = FileShape.Of(inodes[index], blank);
            long first = blocks;
            blocks += new BlockTree(shape.Blocks, blank.PointersPerBlock).Size;
            long end = shape.EndFragments > 0 ? tails.Place(shape.EndFragments, ref blocks) : 0;
            placements[index] = new(first, end);
        }
        return new(placements, blocks, tails.PartialBlocks());
    }

    private static SmolException TooLong(PlannedTree tree, PlannedInode inode, Geometry blank) => new(
        $"the file has {inode.Length} bytes, and FFS with blocks of {blank.BlockSize} bytes takes {blank.LongestFile}",
        tree.PathOf(inode.Node),
        "choose a larger --block, or ffs2");
}
