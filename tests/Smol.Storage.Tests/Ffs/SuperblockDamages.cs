using Smol.Storage.Ffs;
using static Smol.Storage.DiskImages.FindingSeverity;

namespace Smol.Storage.Tests.Ffs;

/// <summary>What can be wrong in superblocks and in the groups' headers.</summary>
internal static class SuperblockDamages
{
    public static IReadOnlyList<Damage> All { get; } =
    [
        new("no magic number", Error, "has no FFS superblock; a copy", p => p.EditSuperblock(s => s.Magic = 0)),
        new("impossible block size", Error, "a block has 5000 bytes", p => p.EditSuperblock(s => s.BlockSize = 5000)),
        new("impossible number of groups", Error, "in 99 groups", p => p.EditSuperblock(s => s.Groups = 99)),
        new("longer than the image", Error, "but there are only", p => p.EditSuperblock(s => { s.Groups = 1000; s.Fragments = 1000L * s.FragmentsPerGroup; })),
        new("summaries far away", Error, "the summaries are at", p => p.EditSuperblock(s => s.SummaryAddress = 1 << 30)),
        new("inodes in the header", Error, "inodes are at", p => p.EditSuperblock(s => s.InodesAddress = s.GroupHeaderAddress)),
        new("not clean", Warning, "not cleanly unmounted", p => p.EditSuperblock(s => s.Clean = 0)),
        new("journal not replayed", Warning, "a journal (WAPBL)", p => p.EditSuperblock(s => s.Flags = 0x100)),
        new("unknown flag", Warning, "flags that NetBSD does not know: 0x8000", p => p.EditSuperblock(s => s.Flags = 0x8000)),
        new("unknown optimization", Warning, "fs_optim", p => p.EditSuperblock(s => s.Optimization = 7)),
        new("impossible reserve", Warning, "fs_minfree", p => p.EditSuperblock(s => s.MinFreePercent = 100)),
        new("no blocks for a file", Warning, "fs_maxbpg", p => p.EditSuperblock(s => s.MaxBlocksPerGroup = 0)),
        new("small superblock", Warning, "fs_sbsize", p => p.EditSuperblock(s => s.SuperblockSize = 512)),
        new("no data", Warning, "fs_dsize", p => p.EditSuperblock(s => s.DataFragments = 0)),
        new("interleave", Warning, "fs_old_interleave", p => p.EditSuperblock(s => s.OldInterleave = 0), FfsVersion.Ffs1),
        new("sectors of a track", Warning, "fs_old_npsect", p => p.EditSuperblock(s => s.OldSectorsPerTrackWithSpares = 1), FfsVersion.Ffs1),
        new("block mask", Warning, "fs_bmask", p => p.EditSuperblock(s => s.BlockMask = 1)),
        new("fragment mask", Warning, "fs_fmask", p => p.EditSuperblock(s => s.FragmentMask = 1)),
        new("block offset mask", Warning, "fs_qbmask", p => p.EditSuperblock(s => s.BlockOffsetMask = 1)),
        new("fragment offset mask", Warning, "fs_qfmask", p => p.EditSuperblock(s => s.FragmentOffsetMask = 1)),
        new("block shift", Warning, "fs_bshift", p => p.EditSuperblock(s => s.BlockShift = 1)),
        new("pointers of a block", Warning, "fs_nindir", p => p.EditSuperblock(s => s.PointersPerBlock = 1)),
        new("longest file", Warning, "fs_maxfilesize", p => p.EditSuperblock(s => s.MaxFileSize = 1)),
        new("longest link", Warning, "fs_maxsymlinklen", p => p.EditSuperblock(s => s.MaxInlineLink = 1)),
        new("total of free blocks", Warning, "the superblock counts 1 free blocks", p => p.EditSuperblock(s => s.Totals.FreeBlocks = 1)),
        new("total of free fragments", Warning, "the superblock counts 99 free fragments", p => p.EditSuperblock(s => s.Totals.FreeFragments = 99)),
        new("total of free inodes", Warning, "the superblock counts 1 free inodes", p => p.EditSuperblock(s => s.Totals.FreeInodes = 1)),
        new("total of directories", Warning, "the superblock counts 1 directories", p => p.EditSuperblock(s => s.Totals.Directories = 1)),
        new("no copy of the superblock", Warning, "group 1 has no copy", p => p.EditCopy(1, s => s.Magic = 0)),
        new("copy differs", Warning, "in group 1 has 12 for fs_ipg", p => p.EditCopy(1, s => s.InodesPerGroup = 12)),

        new("group without a magic number", Error, "group 1 has no magic number", p => p.EditHeader(1, (ref h) => h.Magic = 0)),
        new("group with another's number", Warning, "cg_cgx", p => p.EditHeader(1, (ref h) => h.Index = 0)),
        new("fragments of a group", Warning, "cg_ndblk", p => p.EditHeader(1, (ref h) => h.Fragments--)),
        new("inodes of a group", Warning, "cg_old_niblk", p => p.EditHeader(1, (ref h) => h.OldInodes--), FfsVersion.Ffs1),
        new("inodes of a group", Warning, "cg_niblk", p => p.EditHeader(1, (ref h) => h.Inodes--), FfsVersion.Ffs2),
        new("written inodes of a group", Warning, "cg_initediblk", p => p.EditHeader(1, (ref h) => h.InitializedInodes = 1 << 20), FfsVersion.Ffs2),
        new("blocks of a group", Warning, "cg_nclusterblks", p => p.EditHeader(1, (ref h) => h.ClusterBlocks--)),
        new("place of a map", Error, "the maps of group 1", p => p.EditHeader(1, (ref h) => h.FreeMapOffset++)),
        new("rotor", Warning, "cg_rotor", p => p.EditHeader(1, (ref h) => h.BlockRotor = -1)),
        new("free blocks of a group", Warning, "group 1 counts 0 free blocks", p => p.EditHeader(1, (ref h) => h.Summary.FreeBlocks = 0)),
        new("directories of a group", Warning, "group 1 counts 5 directories", p => p.EditHeader(1, (ref h) => h.Summary.Directories = 5)),
        new("free runs of fragments", Warning, "cg_frsum", p => p.EditHeader(0, (ref h) => h.FreeRuns[3] += 5)),
        new("spare field of a group", Warning, "byte 124 of group 1", p => p.Bytes[p.HeaderOffset(1) + 124] = 1),
        new("summary of a group", Warning, "the summary of group 1 counts", p => p.Bytes[p.OffsetOf(p.Superblock.SummaryAddress) + 16 + 4]++),
        new("used inode marked free", Error, "used inodes of group 0 are marked free", p => p.FlipBit(0, h => h.InodeMapOffset, 2)),
        new("free inode marked used", Warning, "free inodes of group 1 are marked used", p => p.FlipBit(1, h => h.InodeMapOffset, p.Geometry.InodesPerGroup - 1)),
        new("used fragment marked free", Error, "1 used fragments of group 0 are marked free", p => p.FlipBit(0, h => h.FreeMapOffset, p.Geometry.HeaderAddress)),
        new("free fragment marked used", Warning, "1 free fragments of group 1 are marked used", p => p.FlipBit(1, h => h.FreeMapOffset, 0)),
        new("map of free blocks", Warning, "the map of free blocks of group 1", p => p.FlipBit(1, h => h.ClusterMapOffset, 0)),
        new("count of free blocks in a row", Warning, "runs of 2 free blocks", p => p.FlipBit(1, h => h.ClusterCountsOffset, 64)),
    ];
}
