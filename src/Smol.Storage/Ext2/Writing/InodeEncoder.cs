using System.Runtime.InteropServices;
using Smol.Storage.Ext2.OnDisk;
using Smol.Storage.Ext2.Planning;
using Smol.Storage.FileTrees;

namespace Smol.Storage.Ext2.Writing;

/// <summary>Makes inodes as they are on the disk.</summary>
internal sealed class InodeEncoder(Ext2Layout layout)
{
    private const int SectorSize = 512;

    private readonly Ext2Geometry _geometry = layout.Geometry;
    private readonly bool _hasExtra = layout.Geometry.InodeSize > Ext2Inode.BasicSize;

    /// <summary>The inode.</summary>
    public Ext2Inode Encode(in PlannedInode planned)
    {
        NodeAttributes attributes = planned.Node.Attributes;
        var inode = new Ext2Inode
        {
            Mode = (ushort)((int)planned.Node.Kind | attributes.Permissions),
            UserIdLow = (ushort)attributes.UserId,
            UserIdHigh = (ushort)(attributes.UserId >> 16),
            GroupIdLow = (ushort)attributes.GroupId,
            GroupIdHigh = (ushort)(attributes.GroupId >> 16),
            LinkCount = planned.LinkCount,
            Flags = BsdFlags.To(attributes.Flags, planned.Node.Kind),
        };
        SetTimes(ref inode, attributes.Modified);
        SetSize(ref inode, planned);
        switch (planned.Node)
        {
            case DeviceNode device:
                DeviceNumbers.Write(ref inode.Block, device, layout.Format.Devices);
                break;
            case SymbolicLinkNode link when Ext2Inode.HoldsTarget(link.Target.Length):
                link.Target.Span.CopyTo(MemoryMarshal.AsBytes((Span<uint>)inode.Block));
                break;
            default:
                SetPointers(ref inode, planned);
                break;
        }
        return inode;
    }

    private void SetTimes(ref Ext2Inode inode, Timestamp time)
    {
        inode.AccessTime = inode.ChangeTime = inode.ModifyTime = Ext2Time.Encode(time, _hasExtra);
        if (!_hasExtra)
            return;
        inode.ExtraSize = Ext2Inode.UsedExtraSize;
        inode.CreateTime = inode.ModifyTime;
        inode.AccessTimeExtra = inode.ChangeTimeExtra = inode.ModifyTimeExtra = inode.CreateTimeExtra = Ext2Time.EncodeExtra(time);
    }

    private void SetSize(ref Ext2Inode inode, in PlannedInode planned)
    {
        long size = planned.Node switch
        {
            FileNode file => file.Content.Length,
            SymbolicLinkNode link => link.Target.Length,
            DirectoryNode => (long)planned.Directory!.BlockCount * _geometry.BlockSize,
            _ => 0,
        };
        inode.SizeLow = (uint)size;
        inode.SizeHigh = (uint)(size >> 32);
    }

    private void SetPointers(ref Ext2Inode inode, in PlannedInode planned)
    {
        BlockShape shape = layout.Data.ShapeOf(planned);
        long total = SetDirectPointers(ref inode, shape, planned.FirstData);
        for (int level = 1; level < BlockShape.Levels && total > 0; level++)
        {
            BlockRuns runs = shape.Runs(level);
            if (runs.MoveNext() && runs.First == 0)
                inode.Block[Ext2Inode.DirectCount + level - 1] = new DataCursor(_geometry, planned.FirstData + total).Next();
            total += shape.Count(level);
        }
        inode.SectorCount = (uint)(total * (_geometry.BlockSize / SectorSize));
    }

    /// <summary>Sets the first twelve pointers and says how many blocks level 0 has.</summary>
    private long SetDirectPointers(ref Ext2Inode inode, BlockShape shape, long firstData)
    {
        var cursor = new DataCursor(_geometry, firstData);
        long total = 0;
        BlockRuns runs = shape.Runs(0);
        while (runs.MoveNext())
        {
            for (long block = runs.First; block < Math.Min(runs.First + runs.Count, Ext2Inode.DirectCount); block++)
                inode.Block[(int)block] = cursor.Next();
            total += runs.Count;
        }
        return total;
    }
}
