using Smol.Storage.Ffs.OnDisk;
using Smol.Storage.Ffs.Planning;
using Smol.Storage.FileTrees;

namespace Smol.Storage.Ffs.Writing;

/// <summary>Makes the inodes of the tree's nodes.</summary>
internal sealed class InodeBuilder(FfsLayout layout, FilesystemId id)
{
    private readonly Geometry _geometry = layout.Geometry;
    private readonly DataSpace _data = layout.Data;

    /// <summary>Puts an inode into zeroed bytes.</summary>
    /// <param name="number">Its number, one that the tree uses.</param>
    /// <param name="bytes">As many as an inode has.</param>
    public void Build(int number, Span<byte> bytes)
    {
        PlannedInode planned = layout.Tree.Inodes[number - Inode.Root];
        NodeAttributes attributes = planned.Node.Attributes;
        Timestamp time = NodeRules.TimeIn(_geometry.Version, attributes.Modified);
        var inode = new Inode
        {
            Mode = (ushort)((int)planned.Node.Kind | (attributes.Permissions & 0xFFF)),
            Links = planned.Links,
            UserId = attributes.UserId,
            GroupId = attributes.GroupId,
            Length = planned.Length,
            Accessed = time,
            Modified = time,
            Changed = time,
            Born = time,
            Generation = id.Generation(number),
            Flags = attributes.Flags & ~Inode.KernelFlags,
        };
        if (planned.Node is DeviceNode device)
            inode.Blocks[0] = DeviceNumber.Pack(device);
        else
            Place(planned, layout.Space.Placements[number - Inode.Root], ref inode);
        inode.Write(bytes, _geometry.Version, ByteOrder.LittleEndian);
        if (planned.Node is SymbolicLinkNode link && link.Target.Length < _geometry.MaxInlineLink)
            link.Target.Span.CopyTo(bytes[Inode.PointerArea(_geometry.Version)]);
    }

    private void Place(in PlannedInode planned, Placement placement, ref Inode inode)
    {
        FileShape shape = FileShape.Of(planned, _geometry);
        var tree = new BlockTree(shape.Blocks, _geometry.PointersPerBlock);
        long block = placement.FirstBlock;
        for (int index = 0; index < Inode.DirectPointers; index++)
        {
            if (shape.Blocks.Between(index, index + 1) > 0)
                inode.Blocks[index] = _data.AddressOf(block++);
        }
        for (int level = 1; level <= Inode.IndirectPointers; level++)
        {
            long size = tree.SizeOf(level, tree.FirstBlockOf(level));
            if (size > 0)
                inode.Blocks[Inode.DirectPointers + level - 1] = _data.AddressOf(block);
            block += size;
        }
        if (shape.EndFragments > 0)
            inode.Blocks[(int)shape.EndBlock] = _data.AddressOfFragment(placement.EndFragment);
        long fragments = ((block - placement.FirstBlock) * _geometry.FragmentsPerBlock) + shape.EndFragments;
        inode.Sectors = fragments * (_geometry.FragmentSize / Inode.SectorSize);
    }
}
