using System.Globalization;
using Smol.Storage.DiskImages;
using Smol.Storage.Ffs.OnDisk;
using Smol.Storage.Ffs.Planning;
using Smol.Storage.Ffs.Reading;
using Smol.Storage.FileTrees;

namespace Smol.Storage.Ffs;

/// <summary>What the headers and maps of the cylinder groups say, for people: as <c>dumpfs(8)</c> prints it.</summary>
public static class FfsGroupSummary
{
    private const string Outside = "outside of the group's header";

    /// <summary>Each group's facts, in the order of dumpfs; what is in a group is counted from the group's start, as there.</summary>
    /// <param name="image">The image.</param>
    /// <param name="offset">Where in it the filesystem begins, in bytes.</param>
    /// <param name="length">How many bytes there are for it.</param>
    /// <exception cref="SmolException">It is no FFS, or its superblock is damaged.</exception>
    public static IEnumerable<IReadOnlyList<FilesystemFact>> Groups(IContentSource image, long offset, long length)
    {
        Volume volume = Volume.Open(image, offset, length);
        var bytes = new byte[volume.Superblock.GroupHeaderSize];
        for (int group = 0; group < volume.Geometry.Groups; group++)
        {
            long place = (volume.Geometry.GroupStart(group) + volume.Geometry.HeaderAddress) * volume.Geometry.FragmentSize;
            volume.Read(place, bytes);
            yield return FactsOf(volume, group, place, bytes);
        }
    }

    private static List<FilesystemFact> FactsOf(Volume volume, int group, long place, ReadOnlySpan<byte> bytes)
    {
        Geometry geometry = volume.Geometry;
        bool isFfs1 = geometry.Version == FfsVersion.Ffs1;
        GroupHeader header = GroupHeader.Read(bytes, volume.ByteOrder);
        var facts = new List<FilesystemFact>
        {
            new("cylinder group", group),
            new("magic", string.Create(CultureInfo.InvariantCulture, $"0x{header.Magic:x}")),
            new("at byte", place),
            new("written", new Timestamp(isFfs1 ? header.OldTime : header.Time).ToString()),
            new("index", header.Index),
        };
        if (isFfs1)
            facts.Add(new("cylinders", header.OldCylinders));
        facts.Add(new("inodes", isFfs1 ? header.OldInodes : header.Inodes));
        if (!isFfs1)
            facts.Add(new("written inodes", header.InitializedInodes));
        facts.Add(new("fragments", header.Fragments));
        facts.Add(new("free blocks", header.Summary.FreeBlocks));
        facts.Add(new("directories", header.Summary.Directories));
        facts.Add(new("free inodes", header.Summary.FreeInodes));
        facts.Add(new("free fragments", header.Summary.FreeFragments));
        facts.Add(new("block rotor", header.BlockRotor));
        facts.Add(new("inode rotor", header.InodeRotor));
        facts.Add(new("fragment rotor", header.FragmentRotor));
        facts.Add(new("runs of free fragments", Join(((ReadOnlySpan<int>)header.FreeRuns)[1..geometry.FragmentsPerBlock])));
        if (geometry.ClustersCounted > 0)
        {
            facts.Add(new("runs of free blocks", ClusterCounts(volume, header.ClusterCountsOffset, bytes)));
            facts.Add(new("free block ranges", Ranges(bytes, header.ClusterMapOffset, header.ClusterBlocks)));
        }
        facts.Add(new("used inode ranges", Ranges(bytes, header.InodeMapOffset, geometry.InodesPerGroup)));
        facts.Add(new("free fragment ranges", Ranges(bytes, header.FreeMapOffset, geometry.FragmentsPerGroup)));
        return facts;
    }

    /// <summary>The counts stand behind one for runs of no block.</summary>
    private static string ClusterCounts(Volume volume, int offset, ReadOnlySpan<byte> bytes)
    {
        int count = volume.Geometry.ClustersCounted;
        if (offset < 0 || offset > bytes.Length - ((count + 1) * sizeof(int)))
            return Outside;
        Span<int> counts = new int[count];
        for (int index = 0; index < count; index++)
            counts[index] = volume.ByteOrder.ReadInt32(bytes[(offset + ((index + 1) * sizeof(int)))..]);
        return Join(counts);
    }

    private static string Ranges(ReadOnlySpan<byte> bytes, int offset, int count) =>
        offset < 0 || count < 0 || offset > bytes.Length - Geometry.BytesForBits(count) ? Outside : BitRanges.Text(bytes[offset..], count, 0, value: true);

    private static string Join(ReadOnlySpan<int> numbers) => string.Join(' ', numbers.ToArray());
}
