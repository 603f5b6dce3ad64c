using Smol.Storage.Ext2.Reading;

namespace Smol.Storage.Ext2.Checking;

/// <summary>Which inodes are in use and how many links lead to each. Groups of which no inode is used take no memory.</summary>
internal sealed class InodeCensus(Ext2Volume volume)
{
    private readonly uint _perGroup = volume.Superblock.InodesPerGroup;
    private readonly InodeRecord[]?[] _groups = new InodeRecord[volume.GroupCount][];

    /// <summary>The record of an inode that exists; for one that is not in use, an empty one.</summary>
    public ref InodeRecord this[uint number]
    {
        get
        {
            (uint group, uint index) = Math.DivRem(number - 1, _perGroup);
            return ref (_groups[group] ??= new InodeRecord[_perGroup])[index];
        }
    }

    /// <summary>Whether there is an inode of that number and it is in use.</summary>
    public bool IsInUse(uint number)
    {
        if (number == 0 || number > volume.Superblock.InodeCount)
            return false;
        (uint group, uint index) = Math.DivRem(number - 1, _perGroup);
        return _groups[group] is InodeRecord[] records && records[index].IsInUse;
    }

    /// <summary>The records of a group; empty when none of its inodes is in use.</summary>
    public ReadOnlySpan<InodeRecord> Group(int group) => _groups[group];
}
