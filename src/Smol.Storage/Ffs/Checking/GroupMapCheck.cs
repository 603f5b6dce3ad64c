using Smol.Storage.DiskImages;
using System.Numerics;
using Smol.Storage.Ffs.OnDisk;
using Smol.Storage.Ffs.Planning;
using Smol.Storage.Ffs.Reading;
using Smol.Storage.FileTrees;

namespace Smol.Storage.Ffs.Checking;

/// <summary>
/// Checks the maps and counts of the cylinder groups against what is used in fact (<c>sbin/fsck_ffs/pass5.c</c>).
/// </summary>
internal sealed class GroupMapCheck(
    Volume volume, FindingList findings, FragmentClaims claims, InodeTable inodes, GroupHeaderCheck groups)
{
    private readonly Geometry _geometry = volume.Geometry;
    private readonly GroupMap _map = new(volume.Geometry);
    private readonly byte[] _usedInodes = new byte[Geometry.BytesForBits(volume.Geometry.InodesPerGroup)];
    private Summary _totals;

    /// <summary>Checks all groups, and the totals.</summary>
    public void Run()
    {
        for (int group = 0; group < _geometry.Groups; group++)
        {
            Summary expected = Draw(group);
            _totals.Add(expected);
            CheckSummary(group, expected);
            if (groups.IsUsable(group))
                CheckGroup(group, expected, groups.Read(group));
        }
        Compare("the superblock", volume.Superblock.Totals, _totals, volume.SuperblockOffset);
    }

    private Summary Draw(int group)
    {
        claims.Draw(group, _map);
        _map.Count(_geometry.GroupFragments(group));
        var summary = new Summary
        {
            FreeBlocks = _map.FreeBlocks,
            FreeFragments = _map.FreeFragments,
            FreeInodes = _geometry.InodesPerGroup,
        };
        _usedInodes.AsSpan().Clear();
        ReadOnlySpan<InodeState> states = inodes.Group(group);
        for (int index = 0; index < states.Length; index++)
        {
            if (states[index].Kind != 0)
                Use(index, ref summary);
            if (states[index].Kind == NodeKind.Directory)
                summary.Directories++;
        }
        for (int reserved = 0; group == 0 && reserved < Inode.Root; reserved++)
            Use(reserved, ref summary);
        return summary;
    }

    private void Use(int inode, ref Summary summary)
    {
        _usedInodes[inode / 8] |= (byte)(1 << (inode % 8));
        summary.FreeInodes--;
    }

    private void CheckSummary(int group, in Summary expected)
    {
        Span<byte> bytes = stackalloc byte[Summary.Size];
        long offset = (volume.Superblock.SummaryAddress * _geometry.FragmentSize) + ((long)group * Summary.Size);
        volume.Read(offset, bytes);
        var cursor = new FieldCursor((ReadOnlySpan<byte>)bytes, volume.ByteOrder);
        var found = default(Summary);
        found.Exchange32(ref cursor);
        Compare($"the summary of group {group}", found, expected, offset);
    }

    private void CheckGroup(int group, in Summary expected, ReadOnlySpan<byte> bytes)
    {
        GroupHeader header = GroupHeader.Read(bytes, volume.ByteOrder);
        long offset = groups.OffsetOf(group);
        Compare($"group {group}", header.Summary, expected, offset);
        for (int length = 1; length < _geometry.FragmentsPerBlock; length++)
        {
            (int found, int actual) = (header.FreeRuns[length], _map.FreeRuns[length]);
            if (found != actual)
                findings.Warning($"group {group} counts {found} runs of {length} free fragments, not {actual} (cg_frsum)", offset: offset);
        }
        CheckRest(group, header, bytes, offset);
        CheckInodeMap(group, bytes.Slice(header.InodeMapOffset, _usedInodes.Length), offset + header.InodeMapOffset);
        CheckFreeMap(group, bytes.Slice(header.FreeMapOffset, _map.Free.Length), offset + header.FreeMapOffset);
        if (_geometry.ClustersCounted > 0)
            CheckClusters(group, header, bytes, offset);
    }

    /// <summary>
    /// What has no finding of its own: spares, fields of the other version. All must be as fsck would write it.
    /// </summary>
    private void CheckRest(int group, GroupHeader header, ReadOnlySpan<byte> found, long offset)
    {
        GroupHeader places = GroupMapOffsets.For(_geometry);
        header.OldBlockTotalsOffset = places.OldBlockTotalsOffset;
        header.OldBlocksOffset = places.OldBlocksOffset;
        header.OldCylinders = (short)_geometry.CylindersPerGroup;
        header.FreeRuns[0] = 0;
        if (_geometry.Version == FfsVersion.Ffs1)
        {
            header.Inodes = 0;
            header.InitializedInodes = 0;
        }
        else
        {
            header.OldInodes = 0;
        }
        Span<byte> expected = stackalloc byte[GroupHeader.Size];
        expected.Clear();
        header.Write(expected, volume.ByteOrder);
        int same = expected.CommonPrefixLength(found);
        if (same < expected.Length)
            findings.Warning($"byte {same} of group {group} is {found[same]}, and should be {expected[same]}", offset: offset + same);
    }

    private void CheckInodeMap(int group, ReadOnlySpan<byte> found, long offset)
    {
        long first = (long)group * _geometry.InodesPerGroup;
        (int count, int bit) = Difference(found, _usedInodes);
        if (count > 0)
            findings.Error($"{count} used inodes of group {group} are marked free", first + bit, offset: offset + (bit / 8));
        (count, bit) = Difference(_usedInodes, found);
        if (count > 0)
            findings.Warning($"{count} free inodes of group {group} are marked used", first + bit, offset: offset + (bit / 8));
    }

    private void CheckFreeMap(int group, ReadOnlySpan<byte> found, long offset)
    {
        long first = _geometry.GroupBase(group);
        (int count, int bit) = Difference(_map.Free, found);
        if (count > 0)
            findings.Error($"{count} used fragments of group {group} are marked free", null, first + bit, offset + (bit / 8));
        (count, bit) = Difference(found, _map.Free);
        if (count > 0)
            findings.Warning($"{count} free fragments of group {group} are marked used", null, first + bit, offset + (bit / 8));
    }

    private void CheckClusters(int group, in GroupHeader header, ReadOnlySpan<byte> bytes, long offset)
    {
        int map = header.ClusterMapOffset, counts = header.ClusterCountsOffset;
        if (!bytes.Slice(map, _map.FreeClusters.Length).SequenceEqual(_map.FreeClusters))
            findings.Warning($"the map of free blocks of group {group} differs from that of its fragments", offset: offset + map);
        for (int length = 1; length < _map.ClusterCounts.Length; length++)
        {
            int count = volume.ByteOrder.ReadInt32(bytes[(counts + (length * sizeof(int)))..]);
            int actual = _map.ClusterCounts[length];
            if (count != actual)
                findings.Warning($"group {group} counts {count} runs of {length} free blocks, not {actual}", offset: offset + counts);
        }
    }

    private void Compare(string what, in Summary found, in Summary expected, long offset)
    {
        Compare(what, "directories", found.Directories, expected.Directories, offset);
        Compare(what, "free blocks", found.FreeBlocks, expected.FreeBlocks, offset);
        Compare(what, "free inodes", found.FreeInodes, expected.FreeInodes, offset);
        Compare(what, "free fragments", found.FreeFragments, expected.FreeFragments, offset);
    }

    private void Compare(string what, string field, long found, long expected, long offset)
    {
        if (found != expected)
            findings.Warning($"{what} counts {found} {field}, and there are {expected}", offset: offset);
    }

    /// <summary>How many bits are set in <paramref name="more"/> alone, and the first of them.</summary>
    private static (int Count, int First) Difference(ReadOnlySpan<byte> less, ReadOnlySpan<byte> more)
    {
        int count = 0, first = 0;
        for (int index = 0; index < more.Length; index++)
        {
            int bits = more[index] & ~less[index];
            if (bits != 0 && count == 0)
                first = (index * 8) + BitOperations.TrailingZeroCount(bits);
            count += BitOperations.PopCount((uint)bits);
        }
        return (count, first);
    }
}
