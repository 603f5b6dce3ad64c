using System.Globalization;
using Smol.Storage.DiskImages;
using Smol.Storage.Ext2.OnDisk;
using Smol.Storage.Ext2.Reading;
using Smol.Storage.FileTrees;

namespace Smol.Storage.Ext2;

/// <summary>What the descriptors and bitmaps of the block groups say, for people: as <c>dumpe2fs</c> prints it.</summary>
public static class Ext2GroupSummary
{
    private const string Outside = "outside of the filesystem";

    /// <summary>Each group's facts, in the order of dumpe2fs; blocks and inodes are counted from the filesystem's start.</summary>
    /// <param name="image">The image.</param>
    /// <param name="offset">Where in it the filesystem begins, in bytes.</param>
    /// <param name="length">How many bytes there are for it.</param>
    /// <exception cref="SmolException">It is no ext2, or a damaged one.</exception>
    public static IEnumerable<IReadOnlyList<FilesystemFact>> Groups(IContentSource image, long offset, long length)
    {
        Ext2Volume volume = Ext2Volume.Open(image, offset, length);
        Ext2GroupDescriptor[] descriptors = volume.ReadDescriptors(volume.Superblock.FirstDataBlock + 1);
        var bitmap = new byte[volume.BlockSize];
        for (int group = 0; group < descriptors.Length; group++)
            yield return FactsOf(volume, group, descriptors[group], bitmap);
    }

    private static List<FilesystemFact> FactsOf(Ext2Volume volume, int group, in Ext2GroupDescriptor descriptor, byte[] bitmap)
    {
        long start = volume.StartOf(group);
        int blocks = volume.BlocksIn(group);
        int inodes = (int)volume.Superblock.InodesPerGroup;
        var facts = new List<FilesystemFact> { new("group", group), new("blocks", Range(start, blocks)) };
        if (volume.HasSuperblock(group))
        {
            facts.Add(new(group == 0 ? "superblock" : "copy of the superblock", start));
            facts.Add(new("descriptors", Range(start + 1, volume.DescriptorBlocks)));
            if (volume.Superblock.Revision > 0 && volume.Superblock.ReservedDescriptorBlocks > 0)
                facts.Add(new("reserved descriptors", Range(start + 1 + volume.DescriptorBlocks, volume.Superblock.ReservedDescriptorBlocks)));
        }
        facts.Add(new("block bitmap", descriptor.BlockBitmap));
        facts.Add(new("inode bitmap", descriptor.InodeBitmap));
        facts.Add(new("inode table", Range(descriptor.InodeTable, volume.InodeTableBlocks)));
        facts.Add(new("free blocks", descriptor.FreeBlockCount));
        facts.Add(new("free inodes", descriptor.FreeInodeCount));
        facts.Add(new("directories", descriptor.DirectoryCount));
        facts.Add(new("free block ranges", FreeIn(volume, descriptor.BlockBitmap, blocks, start, bitmap)));
        facts.Add(new("free inode ranges", FreeIn(volume, descriptor.InodeBitmap, inodes, (group * (long)inodes) + 1, bitmap)));
        return facts;
    }

    private static string FreeIn(Ext2Volume volume, uint block, int count, long first, byte[] bitmap)
    {
        if (!volume.IsDataBlock(block))
            return Outside;
        volume.ReadBlocks(block, bitmap);
        return BitRanges.Text(bitmap, count, first, value: false);
    }

    private static string Range(long first, long count) => string.Create(CultureInfo.InvariantCulture, $"{first}-{first + count - 1}");
}
