using Smol.Storage.Ffs.OnDisk;

namespace Smol.Storage.Ffs.Planning;

/// <summary>
/// Divides a filesystem into cylinder groups as <c>sbin/newfs/mkfs.c: mkfs()</c> does: as few groups as their headers allow,
/// which must each fit in a block, but four where that costs little; and all of them of the same size.
/// </summary>
/// <param name="version">FFSv1 or FFSv2.</param>
/// <param name="blockSize">Bytes of a block.</param>
/// <param name="fragmentSize">Bytes of a fragment.</param>
internal sealed class GeometryPlanner(FfsVersion version, int blockSize, int fragmentSize)
{
    /// <summary>Up to so many groups there are even when fewer would do (<c>MINCYLGRPS</c>).</summary>
    public const int FewestGroups = 4;

    private const int LargestTransfer = 65536; // MAXPHYS and MAXBSIZE
    private const int FewestDataBlocks = 2;
    private const int BitsPerByte = 8;

    /// <summary>What does not depend on the filesystem's length; the rest is zero.</summary>
    public Geometry Blank { get; } = MakeBlank(version, blockSize, fragmentSize);

    /// <summary>Fewer fragments than this make no filesystem.</summary>
    public long FewestFragments => Blank.InodesAddress + ((FewestDataBlocks + 1) * Blank.FragmentsPerBlock);

    /// <summary>The number of inodes that gives one to each so many bytes.</summary>
    public long InodesFor(long fragments, long bytesPerInode)
    {
        long fragmentsPerInodeBlock = Math.Max(bytesPerInode * Blank.InodesPerBlock / Blank.FragmentSize, 1);
        return (fragments - Blank.InodesAddress) / (Blank.FragmentsPerBlock + fragmentsPerInodeBlock) * Blank.InodesPerBlock;
    }

    /// <summary>
    /// A filesystem of at most so many fragments with at least so many inodes, or fewer where there is no room for them.
    /// </summary>
    /// <param name="fragments">At least <see cref="FewestFragments"/>.</param>
    /// <param name="inodes">How many inodes.</param>
    /// <returns>Null when there is no such filesystem: the summaries of its many groups don't fit into the first.</returns>
    public Geometry? Plan(long fragments, long inodes)
    {
        long inodeBlocks = InodeBlocks(fragments, inodes);
        long groups = FewestGroupsFor(fragments, inodeBlocks);
        long perGroup = Geometry.RoundUp(Divide(fragments, groups), BitsPerByte); // so whole blocks: those have 8 at most
        long inodesPerGroup = Divide(inodeBlocks, groups) * Blank.InodesPerBlock;
        long excess = Blank.HeaderSizeFor(inodesPerGroup, perGroup) - Blank.BlockSize;
        if (excess > 0)
        {
            perGroup -= excess * BitsPerByte;
            groups = Divide(fragments, perGroup);
            inodesPerGroup = Divide(inodeBlocks, groups) * Blank.InodesPerBlock;
        }

        long dataAddress = Blank.InodesAddress + (inodesPerGroup / Blank.InodesPerBlock * Blank.FragmentsPerBlock);
        long last = fragments - (perGroup * (groups - 1));
        if (last < dataAddress)
        {
            // The last group would have no room for its inodes: it is left out.
            groups--;
            fragments -= last;
        }
        Geometry geometry = Blank with
        {
            Fragments = fragments,
            Groups = (int)groups,
            FragmentsPerGroup = (int)perGroup,
            InodesPerGroup = (int)inodesPerGroup,
            DataAddress = (int)dataAddress,
        };
        return DataSpace.SummariesEnd(geometry) < geometry.GroupFragments(0) ? geometry : null;
    }

    private static Geometry MakeBlank(FfsVersion version, int blockSize, int fragmentSize)
    {
        int perBlock = blockSize / fragmentSize;
        int superblockEnd = (version == FfsVersion.Ffs1 ? Superblock.Ffs1Offset : Superblock.Ffs2Offset) + Superblock.Room;
        int superblockAddress = (int)Geometry.RoundUp(Divide(superblockEnd, fragmentSize), perBlock);
        int headerAddress = superblockAddress + (int)Geometry.RoundUp(Divide(Superblock.Room, fragmentSize), perBlock);
        int contiguous = Math.Max(1, LargestTransfer / blockSize);
        return new()
        {
            Version = version,
            BlockSize = blockSize,
            FragmentSize = fragmentSize,
            SuperblockAddress = superblockAddress,
            HeaderAddress = headerAddress,
            InodesAddress = headerAddress + perBlock,
            ClustersCounted = contiguous > 1 ? Math.Min(contiguous, Superblock.MostClustersCounted) : 0,
            CylindersPerGroup = version == FfsVersion.Ffs1 ? 1 : 0,
            Fragments = 0,
            Groups = 0,
            FragmentsPerGroup = 0,
            InodesPerGroup = 0,
            DataAddress = 0,
        };
    }

    private long InodeBlocks(long fragments, long inodes)
    {
        long most = ((fragments - Blank.InodesAddress) / Blank.FragmentsPerBlock) - FewestDataBlocks;
        long mostByNumber = (int.MaxValue - BitsPerByte + 1) / Blank.InodesPerBlock; // fs_ipg is an int32_t
        return Math.Min(Math.Max(Divide(inodes, Blank.InodesPerBlock), 1), Math.Min(most, mostByNumber));
    }

    private long FewestGroupsFor(long fragments, long inodeBlocks)
    {
        long empty = Blank.HeaderSizeFor(0, 0);
        long whole = Blank.HeaderSizeFor(inodeBlocks * Blank.InodesPerBlock, fragments);
        long groups = Divide(whole - empty, Blank.BlockSize - empty);
        if (groups >= FewestGroups)
            return groups;
        long affordable = fragments / 2 / (Blank.InodesAddress + (inodeBlocks * Blank.FragmentsPerBlock));
        return Math.Min(Math.Min(Math.Max(groups, affordable), FewestGroups), inodeBlocks);
    }

    private static long Divide(long value, long by) => (value + by - 1) / by;
}
