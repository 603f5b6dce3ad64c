using Smol.Storage.DiskImages;
using Smol.Storage.Ext2.OnDisk;
using Smol.Storage.Ext2.Reading;
using Smol.Storage.FileTrees;

namespace Smol.Storage.Ext2.Checking;

/// <summary>Checks the bitmaps and all counts against what is really in use.</summary>
internal sealed class BitmapCheck(
    Ext2Volume volume, Ext2GroupDescriptor[] descriptors, BlockClaims claims, InodeCensus census, FindingList findings)
{
    private readonly byte[] _bitmap = new byte[volume.BlockSize];
    private long _freeBlocks;
    private long _freeInodes;

    public void Check()
    {
        for (int group = 0; group < volume.GroupCount; group++)
        {
            CheckBlocks(group);
            CheckInodes(group);
        }
        CheckCount("blocks are free", volume.Superblock.FreeBlockCount, _freeBlocks, "the superblock");
        CheckCount("inodes are free", volume.Superblock.FreeInodeCount, _freeInodes, "the superblock");
    }

    private void CheckBlocks(int group)
    {
        int count = volume.BlocksIn(group);
        int free = Compare(descriptors[group].BlockBitmap, count, volume.StartOf(group), "block", index => claims.IsClaimed(group, index));
        _freeBlocks += free;
        CheckCount("blocks are free", descriptors[group].FreeBlockCount, free, $"the descriptor of group {group}");
    }

    private void CheckInodes(int group)
    {
        int count = (int)volume.Superblock.InodesPerGroup;
        int free = Compare(
            descriptors[group].InodeBitmap, count, (group * (long)count) + 1, "inode",
            index => census.Group(group) is [_, ..] records && records[index].IsInUse);
        _freeInodes += free;
        CheckCount("inodes are free", descriptors[group].FreeInodeCount, free, $"the descriptor of group {group}");
        int directories = 0;
        foreach (InodeRecord record in census.Group(group))
        {
            if (record.IsInUse && record.Kind == NodeKind.Directory)
                directories++;
        }
        CheckCount("inodes are directories", descriptors[group].DirectoryCount, directories, $"the descriptor of group {group}");
    }

    private void CheckCount(string what, long said, long found, string where)
    {
        if (said != found)
            findings.Warning($"{where} says that {said} {what}, and {found} are");
    }

    /// <summary>Compares a bitmap with what is in use and says how many are free.</summary>
    private int Compare(uint block, int count, long first, string what, Func<int, bool> isUsed)
    {
        bool isThere = volume.IsDataBlock(block);
        if (isThere)
            volume.ReadBlocks(block, _bitmap);
        int free = 0;
        var lost = new Run();
        var endangered = new Run();
        for (int index = 0; index < count; index++)
        {
            bool used = isUsed(index);
            bool marked = (_bitmap[index / 8] & (1 << (index % 8))) != 0;
            if (!used)
                free++;
            if (used && !marked)
                endangered.Add(first + index);
            else if (marked && !used)
                lost.Add(first + index);
        }
        if (!isThere)
            return free;
        if (endangered.Count > 0)
        {
            findings.Error(
                $"the bitmap says that {endangered.Count} {what}s are free that are in use, {endangered.First} first",
                block: block, offset: volume.PlaceOf(block));
        }
        if (lost.Count > 0)
        {
            findings.Warning(
                $"the bitmap says that {lost.Count} {what}s are in use that are free, {lost.First} first",
                block: block, offset: volume.PlaceOf(block));
        }
        CheckPadding(block, count, what);
        return free;
    }

    private void CheckPadding(uint block, int count, string what)
    {
        for (int index = count; index < _bitmap.Length * 8; index++)
        {
            if ((_bitmap[index / 8] & (1 << (index % 8))) == 0)
            {
                findings.Warning($"the {what} bitmap has free bits behind its end", block: block, offset: volume.PlaceOf(block) + (index / 8));
                return;
            }
        }
    }

    /// <summary>How many, and the first of them.</summary>
    private struct Run
    {
        public long First { get; private set; }

        public int Count { get; private set; }

        public void Add(long number)
        {
            if (Count++ == 0)
                First = number;
        }
    }
}
