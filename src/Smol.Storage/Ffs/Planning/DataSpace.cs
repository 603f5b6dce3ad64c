namespace Smol.Storage.Ffs.Planning;

/// <summary>
/// The blocks of a filesystem that are for data, counted through all groups. The first group has them after the summaries; each
/// of the others has some before its copy of the superblock too, where the first has the boot blocks.
/// </summary>
internal sealed class DataSpace
{
    private readonly Geometry _geometry;
    private readonly int _perBlock;
    private readonly long _firstGroup;
    private readonly long _before;
    private readonly long _perGroup;

    public DataSpace(Geometry geometry)
    {
        _geometry = geometry;
        _perBlock = geometry.FragmentsPerBlock;
        FirstAddress = Geometry.RoundUp(SummariesEnd(geometry), _perBlock);
        _firstGroup = (geometry.GroupFragments(0) - FirstAddress) / _perBlock;
        _before = geometry.SuperblockAddress / _perBlock;
        _perGroup = _before + ((geometry.FragmentsPerGroup - geometry.DataAddress) / _perBlock);
        Blocks = FirstBlock(geometry.Groups);
    }

    /// <summary>The address of the first block for data.</summary>
    public long FirstAddress { get; }

    /// <summary>How many blocks are for data. A last piece that is smaller than a block is not counted.</summary>
    public long Blocks { get; }

    /// <summary>The first block for data of a group; for the group after the last, how many there are.</summary>
    public long FirstBlock(int group)
    {
        if (group == 0)
            return 0;
        long before = _firstGroup + ((group - 1) * _perGroup);
        return group < _geometry.Groups || group == 1
            ? before
            : before - (_geometry.FragmentsPerGroup / _perBlock) + (_geometry.GroupFragments(group - 1) / _perBlock);
    }

    /// <summary>The blocks of a group that stand before its copy of the superblock.</summary>
    public long BlocksBeforeSuperblock(int group) => group == 0 ? 0 : _before;

    /// <summary>The address of a block.</summary>
    public long AddressOf(long block)
    {
        if (block < _firstGroup)
            return FirstAddress + (block * _perBlock);
        (long group, long rest) = Math.DivRem(block - _firstGroup, _perGroup);
        long start = _geometry.GroupBase((int)group + 1);
        return rest < _before ? start + (rest * _perBlock) : start + _geometry.DataAddress + ((rest - _before) * _perBlock);
    }

    /// <summary>The address of a fragment.</summary>
    public long AddressOfFragment(long fragment) => AddressOf(fragment / _perBlock) + (fragment % _perBlock);

    /// <summary>How many blocks, this one included, follow each other without anything between.</summary>
    public long RunLength(long block)
    {
        if (block < _firstGroup)
            return _firstGroup - block;
        long rest = (block - _firstGroup) % _perGroup;
        return (rest < _before ? _before : _perGroup) - rest;
    }

    /// <summary>The address after the summaries of all groups.</summary>
    public static long SummariesEnd(Geometry geometry) =>
        geometry.SummaryAddress + (geometry.SummarySize / geometry.FragmentSize);
}
