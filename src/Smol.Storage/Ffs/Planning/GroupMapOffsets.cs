using Smol.Storage.Ffs.OnDisk;

namespace Smol.Storage.Ffs.Planning;

/// <summary>
/// Where in a group's header block its maps are: one after the other, behind the header (<c>sbin/newfs/mkfs.c: initcg</c>).
/// </summary>
internal static class GroupMapOffsets
{
    /// <summary>A header with these places alone.</summary>
    public static GroupHeader For(Geometry geometry)
    {
        GroupHeader header = default;
        if (geometry.Version == FfsVersion.Ffs1)
        {
            header.OldBlockTotalsOffset = GroupHeader.Size;
            header.OldBlocksOffset = GroupHeader.Size + (geometry.CylindersPerGroup * sizeof(int));
        }
        int oldCounts = sizeof(int) + (geometry.RotationalPositions * sizeof(short));
        header.InodeMapOffset = GroupHeader.Size + (geometry.CylindersPerGroup * oldCounts);
        header.FreeMapOffset = header.InodeMapOffset + (int)Geometry.BytesForBits(geometry.InodesPerGroup);
        header.NextFreeOffset = header.FreeMapOffset + (int)Geometry.BytesForBits(geometry.FragmentsPerGroup);
        if (geometry.ClustersCounted == 0)
            return header;
        // The count for runs of length 0, which there are none of, lies over the end of the map before it.
        header.ClusterCountsOffset = (int)Geometry.RoundUp(header.NextFreeOffset - sizeof(int), sizeof(int));
        header.ClusterMapOffset = header.ClusterCountsOffset + ((geometry.ClustersCounted + 1) * sizeof(int));
        int blocks = geometry.FragmentsPerGroup / geometry.FragmentsPerBlock;
        header.NextFreeOffset = header.ClusterMapOffset + (int)Geometry.BytesForBits(blocks);
        return header;
    }
}
