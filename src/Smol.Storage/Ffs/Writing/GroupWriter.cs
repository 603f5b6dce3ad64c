using Smol.Storage.Ffs.OnDisk;
using Smol.Storage.Ffs.Planning;
using Smol.Storage.FileTrees;

namespace Smol.Storage.Ffs.Writing;

/// <summary>
/// Writes what stands at the head of each cylinder group: the superblock's copy, the group's header, its inodes.
/// </summary>
internal sealed class GroupWriter
{
    private readonly Geometry _geometry;
    private readonly ImagePart _output;
    private readonly GroupPlanner _groups;
    private readonly GroupHeaderBuilder _headers;
    private readonly InodeBuilder _inodes;
    private readonly byte[] _superblock = new byte[Superblock.Room];
    private readonly byte[] _summaries;
    private readonly byte[] _block;
    private int _next;

    public GroupWriter(FfsLayout layout, ImagePart output, FilesystemId id)
    {
        _geometry = layout.Geometry;
        _output = output;
        _groups = new(_geometry, layout.Tree, layout.Space);
        _block = new byte[_geometry.BlockSize];
        _summaries = new byte[_geometry.SummarySize];
        Timestamp made = layout.Settings.Time ?? layout.Tree.Inodes[0].Node.Attributes.Modified;
        long time = NodeRules.TimeIn(_geometry.Version, made).Seconds;
        _headers = new(_geometry, _groups, time);
        _inodes = new(layout, id);
        Superblock superblock = SuperblockBuilder.Build(_geometry, Summarize(), layout.Format.MinFreePercent, time, id);
        superblock.Write(_superblock, ByteOrder.LittleEndian);
    }

    /// <summary>The address of what is written next; past all others when nothing is.</summary>
    public long NextAddress =>
        _next < _geometry.Groups ? _geometry.GroupBase(_next) + _geometry.SuperblockAddress : long.MaxValue;

    /// <summary>Writes the superblock, which stands before all groups' heads.</summary>
    public void WriteSuperblock() => _output.Write(_geometry.SuperblockOffset, _superblock);

    /// <summary>Writes the head of the next group; after that of the first, the summaries of all.</summary>
    public void WriteNext()
    {
        int group = _next++;
        long start = _geometry.GroupBase(group);
        _output.Write(OffsetOf(start + _geometry.SuperblockAddress), _superblock);
        _block.AsSpan().Clear();
        _headers.Build(group, _block);
        _output.Write(OffsetOf(start + _geometry.HeaderAddress), _block);
        WriteInodes(group);
        if (group == 0)
            _output.Write(OffsetOf(_geometry.SummaryAddress), _summaries);
    }

    private void WriteInodes(int group)
    {
        int used = _groups.UsedInodes(group);
        for (int first = 0; first < used; first += _geometry.InodesPerBlock)
        {
            _block.AsSpan().Clear();
            int count = Math.Min(_geometry.InodesPerBlock, used - first);
            for (int index = 0; index < count; index++)
            {
                int number = (group * _geometry.InodesPerGroup) + first + index;
                if (number >= Inode.Root)
                    _inodes.Build(number, _block.AsSpan(index * _geometry.InodeSize, _geometry.InodeSize));
            }
            _output.Write(_geometry.InodeOffset(((long)group * _geometry.InodesPerGroup) + first), _block);
        }
    }

    private Summary Summarize()
    {
        var totals = default(Summary);
        var map = new GroupMap(_geometry);
        var cursor = new FieldCursor(_summaries.AsSpan(), ByteOrder.LittleEndian);
        for (int group = 0; group < _geometry.Groups; group++)
        {
            Summary summary = _groups.Draw(group, map);
            summary.Exchange32(ref cursor);
            totals.Add(summary);
        }
        return totals;
    }

    private long OffsetOf(long address) => address * _geometry.FragmentSize;
}
