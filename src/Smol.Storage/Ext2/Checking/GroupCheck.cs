using Smol.Storage.DiskImages;
using Smol.Storage.Ext2.OnDisk;
using Smol.Storage.Ext2.Reading;

namespace Smol.Storage.Ext2.Checking;

/// <summary>Checks where the group descriptors say that bitmaps and inodes are, and the copies of superblock and descriptors.</summary>
internal sealed class GroupCheck(Ext2Volume volume, Ext2GroupDescriptor[] descriptors, BlockClaims claims, FindingList findings)
{
    public void Check()
    {
        // With blocks of 1024 bytes the first one belongs to no group.
        for (int group = 0; group < volume.GroupCount; group++)
        {
            if (volume.HasSuperblock(group))
                ClaimCopy(group);
        }
        for (int group = 0; group < volume.GroupCount; group++)
        {
            Claim(group, "block bitmap", descriptors[group].BlockBitmap, 1);
            Claim(group, "inode bitmap", descriptors[group].InodeBitmap, 1);
            Claim(group, "inode table", descriptors[group].InodeTable, volume.InodeTableBlocks);
        }
        for (int group = 1; group < volume.GroupCount; group++)
        {
            if (volume.HasSuperblock(group))
                CompareCopy(group);
        }
    }

    private void ClaimCopy(int group)
    {
        long end = Math.Min(volume.StartOf(group) + 1 + volume.DescriptorBlocks, volume.Superblock.BlockCount);
        for (long block = volume.StartOf(group); block < end; block++)
            claims.Claim(block);
    }

    private void Claim(int group, string what, uint first, int count)
    {
        long groupEnd = volume.StartOf(group) + volume.BlocksIn(group);
        if (first < volume.StartOf(group) || first + (long)count > groupEnd || !volume.IsDataBlock(first))
        {
            findings.Error($"the {what} of group {group} is at block {first}, outside of the group", block: first);
            return;
        }
        for (long block = first; block < first + count; block++)
        {
            if (!claims.Claim(block))
            {
                findings.Error($"the {what} of group {group} lies where something else of the group is", block: block, offset: volume.PlaceOf(block));
                return;
            }
        }
    }

    private void CompareCopy(int group)
    {
        long block = volume.StartOf(group);
        if (block + 1 + volume.DescriptorBlocks > volume.Superblock.BlockCount)
            return;
        Ext2Superblock copy = Ext2Volume.ReadSuperblock(volume.Source, volume.PlaceOf(block));
        if (DifferenceOf(volume.Superblock, copy) is string difference)
            findings.Warning($"the superblock's copy in group {group} has another {difference}", block: block, offset: volume.PlaceOf(block));
        Ext2GroupDescriptor[] copies = volume.ReadDescriptors(block + 1);
        for (int index = 0; index < copies.Length; index++)
        {
            // Their counts may be old: kernels bring only the first ones up to date.
            Ext2GroupDescriptor first = descriptors[index];
            if ((first.BlockBitmap, first.InodeBitmap, first.InodeTable) != (copies[index].BlockBitmap, copies[index].InodeBitmap, copies[index].InodeTable))
            {
                long place = volume.PlaceOf(block + 1) + ((long)index * Ext2GroupDescriptor.Size);
                findings.Warning($"the copy in group {group} of the descriptor of group {index} differs", block: block + 1, offset: place);
                return;
            }
        }
    }

    /// <summary>In what a copy of the superblock differs that never changes; null when it does not.</summary>
    private static string? DifferenceOf(in Ext2Superblock first, in Ext2Superblock copy)
    {
        if (copy.Magic != first.Magic)
            return "magic number";
        if (copy.InodeCount != first.InodeCount || copy.InodesPerGroup != first.InodesPerGroup)
            return "number of inodes";
        if (copy.BlockCount != first.BlockCount || copy.BlocksPerGroup != first.BlocksPerGroup || copy.FirstDataBlock != first.FirstDataBlock)
            return "number of blocks";
        if (copy.LogBlockSize != first.LogBlockSize || copy.InodeSize != first.InodeSize || copy.FirstInode != first.FirstInode)
            return "size of blocks or inodes";
        if (copy.Revision != first.Revision || copy.Incompatible != first.Incompatible)
            return "set of features";
        return ((ReadOnlySpan<byte>)copy.Uuid).SequenceEqual(first.Uuid) ? null : "id";
    }
}
