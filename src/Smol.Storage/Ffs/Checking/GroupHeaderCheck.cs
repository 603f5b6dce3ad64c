using Smol.Storage.DiskImages;
using Smol.Storage.Ffs.OnDisk;
using Smol.Storage.Ffs.Planning;
using Smol.Storage.Ffs.Reading;

namespace Smol.Storage.Ffs.Checking;

/// <summary>
/// Checks what the headers of the cylinder groups say about themselves; without that their maps can't be found.
/// </summary>
internal sealed class GroupHeaderCheck(Volume volume, FindingList findings)
{
    private readonly Geometry _geometry = volume.Geometry;
    private readonly bool[] _isUsable = new bool[volume.Geometry.Groups];
    private readonly byte[] _bytes = new byte[volume.Superblock.GroupHeaderSize];

    /// <summary>Checks all groups.</summary>
    public void Run()
    {
        for (int group = 0; group < _geometry.Groups; group++)
            _isUsable[group] = Check(group, GroupHeader.Read(Read(group), volume.ByteOrder));
    }

    /// <summary>Whether a group's maps are where they should be.</summary>
    public bool IsUsable(int group) => _isUsable[group];

    /// <summary>How many inodes of a group have ever been written: in FFSv2 those after them are not looked at.</summary>
    public int WrittenInodes(int group)
    {
        if (_geometry.Version == FfsVersion.Ffs1 || !_isUsable[group])
            return _geometry.InodesPerGroup;
        return Math.Clamp(GroupHeader.Read(Read(group), volume.ByteOrder).InitializedInodes, 0, _geometry.InodesPerGroup);
    }

    /// <summary>The bytes of a group's header and maps, until the next call.</summary>
    public ReadOnlySpan<byte> Read(int group)
    {
        volume.Read(OffsetOf(group), _bytes);
        return _bytes;
    }

    /// <summary>The byte at which a group's header begins.</summary>
    public long OffsetOf(int group) => (_geometry.GroupStart(group) + _geometry.HeaderAddress) * _geometry.FragmentSize;

    private bool Check(int group, in GroupHeader header)
    {
        long offset = OffsetOf(group);
        if (header.Magic != GroupHeader.ExpectedMagic)
        {
            findings.Error($"group {group} has no magic number", offset: offset);
            return false;
        }
        Compare(group, "cg_cgx", header.Index, group);
        Compare(group, "cg_ndblk", header.Fragments, _geometry.GroupFragments(group));
        if (_geometry.Version == FfsVersion.Ffs2)
        {
            Compare(group, "cg_niblk", header.Inodes, _geometry.InodesPerGroup);
            if (header.InitializedInodes < 0 || header.InitializedInodes > _geometry.InodesPerGroup)
                findings.Warning($"group {group} has written {header.InitializedInodes} inodes (cg_initediblk)", offset: offset);
        }
        else
        {
            Compare(group, "cg_old_niblk", header.OldInodes, (short)_geometry.InodesPerGroup);
        }
        if (_geometry.ClustersCounted > 0)
            Compare(group, "cg_nclusterblks", header.ClusterBlocks, header.Fragments / _geometry.FragmentsPerBlock);
        CheckRotors(group, header, offset);
        return CheckOffsets(group, header, offset);
    }

    private void CheckRotors(int group, in GroupHeader header, long offset)
    {
        int fragments = _geometry.GroupFragments(group);
        bool isInside = (uint)header.BlockRotor < fragments && (uint)header.FragmentRotor < fragments;
        if (!isInside || (uint)header.InodeRotor >= _geometry.InodesPerGroup)
            findings.Warning($"group {group} looks for room from outside of it (cg_rotor, cg_frotor, cg_irotor)", offset: offset);
    }

    private bool CheckOffsets(int group, in GroupHeader header, long offset)
    {
        GroupHeader expected = GroupMapOffsets.For(_geometry);
        bool isRight = header.InodeMapOffset == expected.InodeMapOffset
            && header.FreeMapOffset == expected.FreeMapOffset
            && header.ClusterCountsOffset == expected.ClusterCountsOffset
            && header.ClusterMapOffset == expected.ClusterMapOffset
            && header.NextFreeOffset == expected.NextFreeOffset
            && expected.NextFreeOffset <= _bytes.Length;
        if (!isRight)
            findings.Error($"the maps of group {group} are not where they should be (cg_iusedoff and the next)", offset: offset);
        return isRight;
    }

    private void Compare(int group, string name, long found, long expected)
    {
        if (found != expected)
            findings.Warning($"group {group} has {found} for {name}, not {expected}", offset: OffsetOf(group));
    }
}
