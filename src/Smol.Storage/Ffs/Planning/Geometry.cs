using Smol.Storage.Ffs.OnDisk;

namespace Smol.Storage.Ffs.Planning;

/// <summary>
/// Where everything is in a filesystem: the few numbers that the rest follows from, and what follows. A filesystem is a row of
/// cylinder groups of equal size. Each has, at the same places, a copy of the superblock, the group's header with its maps, and
/// the group's inodes; all else is data. Addresses count fragments. <c>sys/ufs/ffs/fs.h</c> has the same as macros.
/// </summary>
internal sealed record Geometry
{
    /// <summary>FFSv1 or FFSv2.</summary>
    public required FfsVersion Version { get; init; }

    /// <summary>Bytes of a block (<c>fs_bsize</c>).</summary>
    public required int BlockSize { get; init; }

    /// <summary>Bytes of a fragment (<c>fs_fsize</c>).</summary>
    public required int FragmentSize { get; init; }

    /// <summary>All fragments (<c>fs_size</c>).</summary>
    public required long Fragments { get; init; }

    /// <summary>How many cylinder groups (<c>fs_ncg</c>).</summary>
    public required int Groups { get; init; }

    /// <summary>Fragments of each group but the last, which may be shorter (<c>fs_fpg</c>).</summary>
    public required int FragmentsPerGroup { get; init; }

    /// <summary>Inodes of each group (<c>fs_ipg</c>).</summary>
    public required int InodesPerGroup { get; init; }

    /// <summary>Where in a group the copy of the superblock is (<c>fs_sblkno</c>).</summary>
    public required int SuperblockAddress { get; init; }

    /// <summary>Where in a group its header is (<c>fs_cblkno</c>).</summary>
    public required int HeaderAddress { get; init; }

    /// <summary>Where in a group its inodes are (<c>fs_iblkno</c>).</summary>
    public required int InodesAddress { get; init; }

    /// <summary>Where in a group the data after its inodes begins (<c>fs_dblkno</c>).</summary>
    public required int DataAddress { get; init; }

    /// <summary>
    /// The longest run of free blocks that is counted by its length; 0 where clusters are not counted (<c>fs_contigsumsize</c>).
    /// </summary>
    public required int ClustersCounted { get; init; }

    /// <summary>The same for each group: one cylinder in FFSv1, which FFSv2 has no word for (<c>fs_old_cpg</c>).</summary>
    public required int CylindersPerGroup { get; init; }

    /// <summary>Positions on a track for which FFSv1 once counted free blocks (<c>fs_old_nrpos</c>).</summary>
    public int RotationalPositions { get; init; } = 1;

    /// <summary>
    /// How much further the parts of each next group stand, in filesystems from the days of real cylinders
    /// (<c>fs_old_cgoffset</c>).
    /// </summary>
    public int GroupOffset { get; init; }

    /// <summary>After how many groups that starts again (<c>fs_old_cgmask</c>).</summary>
    public int GroupMask { get; init; } = -1;

    /// <summary>Fragments of a block (<c>fs_frag</c>).</summary>
    public int FragmentsPerBlock => BlockSize / FragmentSize;

    /// <summary>Bytes of an inode.</summary>
    public int InodeSize => Inode.Size(Version);

    /// <summary>Inodes in a block (<c>fs_inopb</c>).</summary>
    public int InodesPerBlock => BlockSize / InodeSize;

    /// <summary>Bytes of an address in an indirect block.</summary>
    public int PointerSize => Version == FfsVersion.Ffs1 ? sizeof(int) : sizeof(long);

    /// <summary>Addresses in an indirect block (<c>fs_nindir</c>).</summary>
    public int PointersPerBlock => BlockSize / PointerSize;

    /// <summary>The first byte of the superblock.</summary>
    public int SuperblockOffset => Version == FfsVersion.Ffs1 ? Superblock.Ffs1Offset : Superblock.Ffs2Offset;

    /// <summary>Where the summaries of all groups are: the first data of the first group (<c>fs_csaddr</c>).</summary>
    public int SummaryAddress => DataAddress;

    /// <summary>Bytes of the summaries, in whole fragments (<c>fs_cssize</c>).</summary>
    public int SummarySize => (int)RoundUp((long)Groups * Summary.Size, FragmentSize);

    /// <summary>Bytes of a group's header and maps, in whole fragments (<c>fs_cgsize</c>).</summary>
    public int HeaderSize => (int)RoundUp(HeaderSizeFor(InodesPerGroup, FragmentsPerGroup), FragmentSize);

    /// <summary>All fragments that are for data (<c>fs_dsize</c>).</summary>
    public long DataFragments =>
        Fragments - SuperblockAddress - ((long)Groups * (DataAddress - SuperblockAddress)) - (SummarySize / FragmentSize);

    /// <summary>All inodes.</summary>
    public long Inodes => (long)Groups * InodesPerGroup;

    /// <summary>The longest file that block addresses reach, in bytes (<c>fs_maxfilesize</c>).</summary>
    public long MaxFileSize
    {
        get
        {
            long pointers = PointersPerBlock;
            return (BlockSize * (Inode.DirectPointers + pointers + (pointers * pointers) + (pointers * pointers * pointers))) - 1;
        }
    }

    /// <summary>
    /// The longest file that a kernel accepts, in bytes: in FFSv1 block numbers stay below 2^31 (<c>ffs_vfsops.c:
    /// ffs_oldfscompat_read</c>).
    /// </summary>
    public long LongestFile => Version == FfsVersion.Ffs1 ? Math.Min(MaxFileSize, ((long)BlockSize << 31) - 1) : MaxFileSize;

    /// <summary>The longest text of a symbolic link that is kept in the inode, and one more (<c>fs_maxsymlinklen</c>).</summary>
    public int MaxInlineLink => Version == FfsVersion.Ffs1 ? 60 : 120;

    /// <summary>The first fragment of a group (<c>cgbase</c>).</summary>
    public long GroupBase(int group) => (long)group * FragmentsPerGroup;

    /// <summary>What the places in a group are counted from (<c>cgstart</c>).</summary>
    public long GroupStart(int group) => GroupBase(group) + ((long)GroupOffset * (group & ~GroupMask));

    /// <summary>How many fragments a group has.</summary>
    public int GroupFragments(int group) => (int)Math.Min(FragmentsPerGroup, Fragments - GroupBase(group));

    /// <summary>The byte at which an inode begins.</summary>
    public long InodeOffset(long inode) =>
        ((GroupStart((int)(inode / InodesPerGroup)) + InodesAddress) * FragmentSize) + (inode % InodesPerGroup * InodeSize);

    /// <summary>Bytes that a group's header and maps need when it has so many inodes and fragments (<c>CGSIZE_IF</c>).</summary>
    public long HeaderSizeFor(long inodes, long fragments) =>
        GroupHeader.PaddedSize + sizeof(int)
        + (CylindersPerGroup * (sizeof(int) + sizeof(short)))
        + BytesForBits(inodes) + BytesForBits(fragments)
        + (ClustersCounted == 0 ? 0 : (ClustersCounted * sizeof(int)) + BytesForBits(fragments / FragmentsPerBlock));

    /// <summary>The next multiple.</summary>
    public static long RoundUp(long value, long multiple) => (value + multiple - 1) / multiple * multiple;

    /// <summary>Bytes of a map with so many bits.</summary>
    public static long BytesForBits(long bits) => (bits + 7) / 8;
}
