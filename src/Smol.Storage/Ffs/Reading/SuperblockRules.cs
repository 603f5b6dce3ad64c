using System.Numerics;
using Smol.Storage.Ffs.OnDisk;
using Smol.Storage.Ffs.Planning;

namespace Smol.Storage.Ffs.Reading;

/// <summary>
/// What must hold of a superblock before anything that it says is used: it leads to places, and to sizes of what is read. A
/// superset of <c>sys/ufs/ffs/ffs_vfsops.c: ffs_superblock_validate</c>.
/// </summary>
internal static class SuperblockRules
{
    /// <summary>Says what is wrong; null when it can be used.</summary>
    /// <param name="superblock">The superblock.</param>
    /// <param name="length">How many bytes there are for the filesystem.</param>
    public static string? Problem(Superblock superblock, long length) =>
        SizeProblem(superblock) ?? GroupProblem(superblock) ?? PlaceProblem(superblock, length);

    /// <summary>The shape that a superblock without a problem describes.</summary>
    public static Geometry GeometryOf(Superblock superblock)
    {
        bool isFfs1 = superblock.Magic == Superblock.Ffs1Magic;
        return new()
        {
            Version = isFfs1 ? FfsVersion.Ffs1 : FfsVersion.Ffs2,
            BlockSize = superblock.BlockSize,
            FragmentSize = superblock.FragmentSize,
            Fragments = superblock.Fragments,
            Groups = superblock.Groups,
            FragmentsPerGroup = superblock.FragmentsPerGroup,
            InodesPerGroup = superblock.InodesPerGroup,
            SuperblockAddress = superblock.SuperblockAddress,
            HeaderAddress = superblock.GroupHeaderAddress,
            InodesAddress = superblock.InodesAddress,
            DataAddress = superblock.DataAddress,
            ClustersCounted = superblock.ClustersCounted,
            CylindersPerGroup = isFfs1 ? superblock.OldCylindersPerGroup : 0,
            RotationalPositions = isFfs1 ? superblock.OldRotationalPositions : 1,
            GroupOffset = isFfs1 ? superblock.OldGroupOffset : 0,
            GroupMask = isFfs1 ? superblock.OldGroupMask : -1,
        };
    }

    private static string? SizeProblem(Superblock superblock)
    {
        int block = superblock.BlockSize, fragment = superblock.FragmentSize;
        if (!BitOperations.IsPow2(block) || block is < 4096 or > 65536)
            return $"a block has {block} bytes (fs_bsize)";
        if (!BitOperations.IsPow2(fragment) || fragment < Inode.SectorSize || fragment > block || block / fragment > 8)
            return $"a fragment has {fragment} bytes (fs_fsize)";
        if (superblock.FragmentsPerBlock != block / fragment)
            return $"a block has {superblock.FragmentsPerBlock} fragments (fs_frag)";
        FfsVersion version = superblock.Magic == Superblock.Ffs1Magic ? FfsVersion.Ffs1 : FfsVersion.Ffs2;
        if (superblock.InodesPerBlock != block / Inode.Size(version))
            return $"a block has {superblock.InodesPerBlock} inodes (fs_inopb)";
        if (version == FfsVersion.Ffs1 && superblock.OldInodeFormat < Superblock.InodeFormat44)
            return "its inodes are those of 4.3BSD, which are not read (fs_old_inodefmt)";
        if (superblock.GroupHeaderSize < GroupHeader.Size || superblock.GroupHeaderSize > block)
            return $"a group's header has {superblock.GroupHeaderSize} bytes (fs_cgsize)";
        return superblock.ClustersCounted is < 0 or > 1024
            ? $"it counts {superblock.ClustersCounted} kinds of clusters (fs_contigsumsize)"
            : null;
    }

    private static string? GroupProblem(Superblock superblock)
    {
        if (superblock.Groups <= 0)
            return $"it has {superblock.Groups} groups (fs_ncg)";
        if (superblock.FragmentsPerGroup <= 0 || superblock.FragmentsPerGroup % superblock.FragmentsPerBlock != 0)
            return $"a group has {superblock.FragmentsPerGroup} fragments (fs_fpg)";
        long perGroup = superblock.FragmentsPerGroup;
        if (superblock.Fragments <= perGroup * (superblock.Groups - 1) || superblock.Fragments > perGroup * superblock.Groups)
            return $"it has {superblock.Fragments} fragments in {superblock.Groups} groups of {perGroup} (fs_size)";
        if (superblock.InodesPerGroup <= 0 || superblock.InodesPerGroup % superblock.InodesPerBlock != 0)
            return $"a group has {superblock.InodesPerGroup} inodes (fs_ipg)";
        if (Geometry.BytesForBits(superblock.InodesPerGroup) + Geometry.BytesForBits(perGroup) > superblock.GroupHeaderSize)
            return $"maps of {superblock.InodesPerGroup} inodes and {perGroup} fragments don't fit into a group's header (fs_ipg, fs_fpg)";
        if ((long)superblock.InodesPerGroup * superblock.Groups > int.MaxValue)
            return $"it has {superblock.InodesPerGroup} inodes in each of {superblock.Groups} groups (fs_ipg)";
        if (superblock.Magic != Superblock.Ffs1Magic)
            return null;
        if (superblock.OldCylindersPerGroup is < 0 or > 65536)
            return $"a group has {superblock.OldCylindersPerGroup} cylinders (fs_old_cpg)";
        return superblock.OldRotationalPositions is < 0 or > 256
            ? $"a track has {superblock.OldRotationalPositions} positions (fs_old_nrpos)"
            : null;
    }

    private static string? PlaceProblem(Superblock superblock, long length)
    {
        if (superblock.Fragments > length / superblock.FragmentSize)
            return $"it has {superblock.Fragments} fragments, but there are only {length} bytes for it (fs_size)";
        int inodeFragments = superblock.InodesPerGroup / superblock.InodesPerBlock * superblock.FragmentsPerBlock;
        if (superblock.SuperblockAddress < 0 || superblock.GroupHeaderAddress < superblock.SuperblockAddress)
            return $"a group's superblock is at fragment {superblock.SuperblockAddress} (fs_sblkno)";
        if (superblock.InodesAddress < (long)superblock.GroupHeaderAddress + superblock.FragmentsPerBlock)
            return $"a group's inodes are at fragment {superblock.InodesAddress} (fs_iblkno)";
        if (superblock.DataAddress != (long)superblock.InodesAddress + inodeFragments)
            return $"a group's data is at fragment {superblock.DataAddress} (fs_dblkno)";
        Geometry geometry = GeometryOf(superblock);
        for (int group = 0; group < superblock.Groups; group++)
        {
            long offset = geometry.GroupStart(group) - geometry.GroupBase(group);
            if (offset < 0 || offset + superblock.DataAddress > geometry.GroupFragments(group))
                return $"the inodes of group {group} are outside it (fs_dblkno, fs_old_cgoffset)";
        }
        if (superblock.SummarySize < (long)superblock.Groups * Summary.Size || superblock.SummaryAddress <= 0
            || superblock.SummaryAddress > superblock.Fragments - (superblock.SummarySize / superblock.FragmentSize))
            return $"the summaries are at fragment {superblock.SummaryAddress} and have {superblock.SummarySize} bytes (fs_csaddr)";
        return null;
    }
}
