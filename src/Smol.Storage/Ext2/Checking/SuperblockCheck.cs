using Smol.Storage.DiskImages;
using Smol.Storage.Ext2.OnDisk;
using Smol.Storage.Ext2.Planning;
using Smol.Storage.Ext2.Reading;
using Smol.Storage.FileTrees;

namespace Smol.Storage.Ext2.Checking;

/// <summary>Checks the superblock.</summary>
internal static class SuperblockCheck
{
    /// <summary>Opens the filesystem; null when there is nothing that can be checked further.</summary>
    public static Ext2Volume? Open(IContentSource image, long offset, long length, FindingList findings)
    {
        long place = offset + Ext2Superblock.Offset;
        if (length < Ext2Superblock.Offset + Ext2Superblock.Size)
        {
            findings.Error($"{length} bytes are too few for an ext2 filesystem", offset: offset);
            return null;
        }
        Ext2Superblock superblock = Ext2Volume.ReadSuperblock(image, place);
        if (Ext2Volume.ProblemOf(superblock, length) is string problem)
        {
            findings.Error("the superblock " + problem, offset: place);
            NameSoundCopy(image, offset, length, findings);
            return null;
        }
        Check(superblock, place, findings);
        return Ext2Volume.Open(image, offset, length);
    }

    private static void Check(in Ext2Superblock superblock, long place, FindingList findings)
    {
        if ((superblock.State & Ext2Superblock.StateClean) == 0)
            findings.Warning("the filesystem was not cleanly unmounted", offset: place);
        if ((superblock.State & Ext2Superblock.StateErrors) != 0)
            findings.Warning("a kernel found errors in the filesystem", offset: place);
        if (superblock.LogFragmentSize != superblock.LogBlockSize || superblock.FragmentsPerGroup != superblock.BlocksPerGroup)
            findings.Error("the superblock has fragments that are not blocks", offset: place);
        if (superblock.ReservedBlockCount > superblock.BlockCount / 2)
            findings.Warning($"the superblock reserves {superblock.ReservedBlockCount} of {superblock.BlockCount} blocks for root", offset: place);
        if (superblock.Revision == 0)
            return;
        if (superblock.FirstInode < Ext2Superblock.OldFirstInode || superblock.FirstInode > superblock.InodeCount)
            findings.Error($"the superblock says that the first inode that is not reserved is {superblock.FirstInode}", offset: place);
        if (superblock.OwnGroup != 0)
            findings.Warning($"the superblock says that it is the copy of group {superblock.OwnGroup}", offset: place);
        if ((superblock.Incompatible & IncompatibleFeatures.NeedsRecovery) != 0)
            findings.Warning("the journal holds changes that were not replayed", offset: place);
    }

    /// <summary>Says where a copy is from which e2fsck could mend the filesystem.</summary>
    private static void NameSoundCopy(IContentSource image, long offset, long length, FindingList findings)
    {
        foreach (int blockSize in (ReadOnlySpan<int>)[1024, 2048, 4096])
        {
            long block = Ext2Geometry.FirstDataBlockFor(blockSize) + Ext2Geometry.BlocksPerGroupFor(blockSize);
            if ((block * blockSize) + Ext2Superblock.Size > length)
                continue;
            Ext2Superblock copy = Ext2Volume.ReadSuperblock(image, offset + (block * blockSize));
            if (copy.BlockSize == blockSize && Ext2Volume.ProblemOf(copy, length) is null)
            {
                findings.Warning($"a sound copy of the superblock is there: e2fsck -b {block} -B {blockSize}", block: block, offset: offset + (block * blockSize));
                return;
            }
        }
    }
}
