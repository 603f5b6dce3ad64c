using System.Buffers.Binary;
using Smol.Storage.Ffs.OnDisk;
using Smol.Storage.Ffs.Planning;

namespace Smol.Storage.Ffs.Writing;

/// <summary>
/// Makes the header block of a cylinder group, with its maps, as <c>sbin/newfs/mkfs.c: initcg()</c> lays it out.
/// </summary>
internal sealed class GroupHeaderBuilder(Geometry geometry, GroupPlanner groups, long time)
{
    /// <summary>FFSv2: blocks of inodes that newfs writes in each group. The kernel writes the others when it needs them.</summary>
    private const int WrittenBlocks = 2;

    private readonly GroupMap _map = new(geometry);

    /// <summary>Draws the header of a group into zeroed bytes, <see cref="Geometry.HeaderSize"/> of them.</summary>
    public void Build(int group, Span<byte> bytes)
    {
        Summary summary = groups.Draw(group, _map);
        GroupHeader header = GroupMapOffsets.For(geometry);
        header.Magic = GroupHeader.ExpectedMagic;
        header.Index = group;
        header.Fragments = geometry.GroupFragments(group);
        header.Summary = summary;
        header.FreeRuns = _map.FreeRuns;
        if (geometry.ClustersCounted > 0)
            header.ClusterBlocks = header.Fragments / geometry.FragmentsPerBlock;
        int usedInodes = groups.UsedInodes(group);
        if (geometry.Version == FfsVersion.Ffs1)
            FillFfs1(ref header);
        else
            FillFfs2(ref header, usedInodes);
        header.Write(bytes, ByteOrder.LittleEndian);
        WriteMaps(header, usedInodes, bytes);
    }

    private void FillFfs1(ref GroupHeader header)
    {
        header.OldTime = (int)time;
        header.OldCylinders = (short)geometry.CylindersPerGroup;
        header.OldInodes = (short)geometry.InodesPerGroup; // as newfs has it, cut off where it does not fit
    }

    private void FillFfs2(ref GroupHeader header, int usedInodes)
    {
        header.Time = time;
        header.Inodes = geometry.InodesPerGroup;
        long used = Geometry.RoundUp(usedInodes, geometry.InodesPerBlock);
        long written = Math.Max(WrittenBlocks * geometry.InodesPerBlock, used);
        header.InitializedInodes = (int)Math.Min(written, geometry.InodesPerGroup);
    }

    private void WriteMaps(in GroupHeader header, int usedInodes, Span<byte> bytes)
    {
        if (geometry.Version == FfsVersion.Ffs1)
        {
            BinaryPrimitives.WriteInt32LittleEndian(bytes[header.OldBlockTotalsOffset..], _map.FreeBlocks);
            BinaryPrimitives.WriteInt16LittleEndian(bytes[header.OldBlocksOffset..], (short)_map.FreeBlocks);
        }
        bytes.Slice(header.InodeMapOffset, usedInodes / 8).Fill(byte.MaxValue);
        if (usedInodes % 8 != 0)
            bytes[header.InodeMapOffset + (usedInodes / 8)] = (byte)((1 << (usedInodes % 8)) - 1);
        _map.Free.CopyTo(bytes[header.FreeMapOffset..]);
        Span<byte> counts = bytes[header.ClusterCountsOffset..];
        for (int length = 1; length < _map.ClusterCounts.Length; length++)
            BinaryPrimitives.WriteInt32LittleEndian(counts[(length * sizeof(int))..], _map.ClusterCounts[length]);
        if (geometry.ClustersCounted > 0)
            _map.FreeClusters.CopyTo(bytes[header.ClusterMapOffset..]);
    }
}
