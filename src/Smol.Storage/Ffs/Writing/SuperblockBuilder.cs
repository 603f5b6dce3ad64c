using System.Numerics;
using Smol.Storage.Ffs.OnDisk;
using Smol.Storage.Ffs.Planning;

namespace Smol.Storage.Ffs.Writing;

/// <summary>Fills in a superblock as <c>sbin/newfs/mkfs.c: mkfs()</c> does.</summary>
internal static class SuperblockBuilder
{
    private const int LargestTransfer = 65536; // MAXPHYS
    private const int AverageFileSize = 16384; // sys/ufs/ffs/fs.h: AVFILESIZ
    private const int AverageFilesPerDirectory = 64; // sys/ufs/ffs/fs.h: AFPDIR
    private const int SpaceBelowMinFree = 5; // sys/ufs/ffs/fs.h: MINFREE

    /// <summary>The superblock.</summary>
    /// <param name="geometry">The filesystem's shape.</param>
    /// <param name="totals">What is free in all of it.</param>
    /// <param name="minFreePercent">Percent of the room that only root may fill.</param>
    /// <param name="time">When the filesystem was made, in seconds since 1970.</param>
    /// <param name="id">The filesystem's id.</param>
    public static Superblock Build(Geometry geometry, in Summary totals, int minFreePercent, long time, FilesystemId id)
    {
        var superblock = new Superblock
        {
            SuperblockAddress = geometry.SuperblockAddress,
            GroupHeaderAddress = geometry.HeaderAddress,
            InodesAddress = geometry.InodesAddress,
            DataAddress = geometry.DataAddress,
            Groups = geometry.Groups,
            MinFreePercent = minFreePercent,
            MaxContiguous = Math.Max(1, LargestTransfer / geometry.BlockSize),
            MaxBlocksPerGroup = geometry.PointersPerBlock,
            SuperblockSize = (int)Math.Min(Geometry.RoundUp(Superblock.Size, geometry.FragmentSize), Superblock.Room),
            PointersPerBlock = geometry.PointersPerBlock,
            InodesPerBlock = geometry.InodesPerBlock,
            Optimization = minFreePercent < SpaceBelowMinFree ? Superblock.OptimizeSpace : Superblock.OptimizeTime,
            Id0 = (int)time,
            Id1 = id.Value,
            SummarySize = geometry.SummarySize,
            GroupHeaderSize = geometry.HeaderSize,
            InodesPerGroup = geometry.InodesPerGroup,
            FragmentsPerGroup = geometry.FragmentsPerGroup,
            Clean = Superblock.CleanFlag,
            OldFlags = Superblock.UpdatedFlag,
            MaxExtentSize = geometry.BlockSize,
            SuperblockOffset = geometry.SuperblockOffset,
            Totals = totals,
            Time = time,
            Fragments = geometry.Fragments,
            DataFragments = geometry.DataFragments,
            SummaryAddress = geometry.SummaryAddress,
            AverageFileSize = AverageFileSize,
            AverageFilesPerDirectory = AverageFilesPerDirectory,
            ClustersCounted = geometry.ClustersCounted,
            MaxInlineLink = geometry.MaxInlineLink,
            OldInodeFormat = Superblock.InodeFormat44,
            MaxFileSize = geometry.MaxFileSize,
            Magic = geometry.Version == FfsVersion.Ffs1 ? Superblock.Ffs1Magic : Superblock.Ffs2Magic,
        };
        FillSizes(superblock, geometry);
        if (geometry.Version == FfsVersion.Ffs1)
            FillOldFields(superblock, geometry);
        return superblock;
    }

    /// <summary>The same two sizes, in all the ways in which the kernel wants to reckon with them.</summary>
    private static void FillSizes(Superblock superblock, Geometry geometry)
    {
        superblock.BlockSize = geometry.BlockSize;
        superblock.BlockShift = BitOperations.Log2((uint)geometry.BlockSize);
        superblock.BlockMask = -geometry.BlockSize;
        superblock.BlockOffsetMask = geometry.BlockSize - 1;
        superblock.FragmentSize = geometry.FragmentSize;
        superblock.FragmentShift = BitOperations.Log2((uint)geometry.FragmentSize);
        superblock.FragmentMask = -geometry.FragmentSize;
        superblock.FragmentOffsetMask = geometry.FragmentSize - 1;
        superblock.FragmentsPerBlock = geometry.FragmentsPerBlock;
        superblock.BlockToFragmentShift = BitOperations.Log2((uint)geometry.FragmentsPerBlock);
        superblock.FragmentToSectorShift = BitOperations.Log2((uint)(geometry.FragmentSize / Inode.SectorSize));
    }

    /// <summary>
    /// What FFSv1 has from the days of cylinders (one to a group, on a disk that turns 60 times a second) and of 32 bits.
    /// </summary>
    private static void FillOldFields(Superblock superblock, Geometry geometry)
    {
        superblock.OldGroupMask = -1;
        superblock.OldTime = (int)superblock.Time;
        superblock.OldFragments = (int)superblock.Fragments;
        superblock.OldDataFragments = (int)superblock.DataFragments;
        superblock.OldRotationsPerSecond = 60;
        superblock.OldSectorsPerFragment = geometry.FragmentSize / Inode.SectorSize;
        superblock.OldInterleave = 1;
        superblock.OldSummaryAddress = (int)superblock.SummaryAddress;
        superblock.OldSectorsPerCylinder = geometry.FragmentsPerGroup * superblock.OldSectorsPerFragment;
        superblock.OldSectorsPerTrack = superblock.OldSectorsPerCylinder;
        superblock.OldSectorsPerTrackWithSpares = superblock.OldSectorsPerCylinder;
        superblock.OldCylinders = geometry.Groups;
        superblock.OldCylindersPerGroup = geometry.CylindersPerGroup;
        superblock.OldTotals = superblock.Totals;
        superblock.OldRotationalFormat = Superblock.RotationalTablesDynamic;
        superblock.OldRotationalPositions = 1;
    }
}
