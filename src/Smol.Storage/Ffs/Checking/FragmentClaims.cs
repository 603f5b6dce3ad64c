using Smol.Storage.Ffs.OnDisk;
using Smol.Storage.Ffs.Planning;
using Smol.Storage.Ffs.Reading;

namespace Smol.Storage.Ffs.Checking;

/// <summary>Which fragments something has: the filesystem's own structures from the start, and then what inodes claim.</summary>
internal sealed class FragmentClaims
{
    private readonly Geometry _geometry;

    /// <summary>A bit a fragment for each group; null while no inode has claimed anything in it.</summary>
    private readonly byte[]?[] _groups;

    public FragmentClaims(Volume volume)
    {
        _geometry = volume.Geometry;
        _groups = new byte[]?[_geometry.Groups];
        Superblock superblock = volume.Superblock;
        for (int fragment = 0; fragment < superblock.SummarySize / superblock.FragmentSize; fragment++)
            Claim(superblock.SummaryAddress + fragment);
    }

    /// <summary>Claims a fragment; false if it was claimed before.</summary>
    public bool Claim(long address)
    {
        int group = (int)(address / _geometry.FragmentsPerGroup);
        int fragment = (int)(address % _geometry.FragmentsPerGroup);
        byte[] map = _groups[group] ??= OwnStructures(group);
        byte bit = (byte)(1 << (fragment % 8));
        bool isFree = (map[fragment / 8] & bit) == 0;
        map[fragment / 8] |= bit;
        return isFree;
    }

    /// <summary>Draws the free fragments of a group.</summary>
    public void Draw(int group, GroupMap map)
    {
        ReadOnlySpan<byte> used = _groups[group] ?? OwnStructures(group);
        map.Clear();
        map.SetFree(0, _geometry.GroupFragments(group));
        for (int index = 0; index < used.Length; index++)
            map.Free[index] &= (byte)~used[index];
    }

    /// <summary>In the first group all before the data; in the others from the superblock's copy to the data.</summary>
    private byte[] OwnStructures(int group)
    {
        var map = new byte[Geometry.BytesForBits(_geometry.FragmentsPerGroup)];
        int start = (int)(_geometry.GroupStart(group) - _geometry.GroupBase(group));
        int first = group == 0 ? 0 : start + _geometry.SuperblockAddress;
        for (int fragment = first; fragment < start + _geometry.DataAddress; fragment++)
            map[fragment / 8] |= (byte)(1 << (fragment % 8));
        return map;
    }
}
