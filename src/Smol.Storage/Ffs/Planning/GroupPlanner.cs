using Smol.Storage.Ffs.OnDisk;

namespace Smol.Storage.Ffs.Planning;

/// <summary>Says of each cylinder group what is used in it: inodes and blocks both fill the groups from the first on.</summary>
internal sealed class GroupPlanner
{
    private readonly Geometry _geometry;
    private readonly DataSpace _data;
    private readonly SpacePlan _space;
    private readonly int _inodes;
    private readonly int[] _directories;

    public GroupPlanner(Geometry geometry, PlannedTree tree, SpacePlan space)
    {
        _geometry = geometry;
        _data = new(geometry);
        _space = space;
        _inodes = Inode.Root + tree.Inodes.Length;
        _directories = new int[geometry.Groups];
        for (int index = 0; index < tree.Inodes.Length; index++)
        {
            if (tree.Inodes[index].Directory is not null)
                _directories[(Inode.Root + index) / geometry.InodesPerGroup]++;
        }
    }

    /// <summary>How many inodes of a group are used: the first ones.</summary>
    public int UsedInodes(int group) =>
        (int)Math.Clamp(_inodes - ((long)group * _geometry.InodesPerGroup), 0, _geometry.InodesPerGroup);

    /// <summary>Draws a group's map and counts it.</summary>
    public Summary Draw(int group, GroupMap map)
    {
        map.Clear();
        if (group == 0)
            SetFreeAddresses(map, group, DataSpace.SummariesEnd(_geometry), _data.FirstAddress);
        SetFreeBlocks(map, group);
        SetFreeInPartialBlocks(map, group);
        int fragments = _geometry.GroupFragments(group);
        int broken = fragments % _geometry.FragmentsPerBlock;
        map.SetFree(fragments - broken, broken);
        map.Count(fragments);
        return new()
        {
            Directories = _directories[group],
            FreeBlocks = map.FreeBlocks,
            FreeFragments = map.FreeFragments,
            FreeInodes = _geometry.InodesPerGroup - UsedInodes(group),
        };
    }

    private void SetFreeBlocks(GroupMap map, int group)
    {
        long end = _data.FirstBlock(group + 1);
        long block = Math.Max(_space.Blocks, _data.FirstBlock(group));
        while (block < end)
        {
            long count = Math.Min(_data.RunLength(block), end - block);
            long address = _data.AddressOf(block);
            SetFreeAddresses(map, group, address, address + (count * _geometry.FragmentsPerBlock));
            block += count;
        }
    }

    private void SetFreeInPartialBlocks(GroupMap map, int group)
    {
        long end = _data.FirstBlock(group + 1);
        for (int index = FirstPartialBlock(_data.FirstBlock(group)); index < _space.PartialBlocks.Length; index++)
        {
            PartialBlock partial = _space.PartialBlocks[index];
            if (partial.Block >= end)
                return;
            long address = _data.AddressOf(partial.Block);
            SetFreeAddresses(map, group, address + partial.UsedFragments, address + _geometry.FragmentsPerBlock);
        }
    }

    private void SetFreeAddresses(GroupMap map, int group, long first, long end) =>
        map.SetFree((int)(first - _geometry.GroupBase(group)), (int)(end - first));

    private int FirstPartialBlock(long block)
    {
        int low = 0, high = _space.PartialBlocks.Length;
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (_space.PartialBlocks[middle].Block < block)
                low = middle + 1;
            else
                high = middle;
        }
        return low;
    }
}
