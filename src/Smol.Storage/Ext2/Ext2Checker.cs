using Smol.Storage.DiskImages;
using Smol.Storage.Ext2.Checking;
using Smol.Storage.Ext2.OnDisk;
using Smol.Storage.Ext2.Reading;
using Smol.Storage.FileTrees;

namespace Smol.Storage.Ext2;

/// <summary>
/// Checks ext2 filesystems that nobody trusts, in the passes of e2fsck: superblock and groups, inodes and their blocks,
/// directories, connections and links, bitmaps and counts. It changes nothing.
/// </summary>
public static class Ext2Checker
{
    /// <summary>All that is wrong with a filesystem; empty when nothing is.</summary>
    /// <param name="image">The image.</param>
    /// <param name="offset">Where in it the filesystem begins, in bytes.</param>
    /// <param name="length">How many bytes there are for it.</param>
    /// <exception cref="SmolException">The image can't be read.</exception>
    public static IReadOnlyList<FilesystemFinding> Check(IContentSource image, long offset, long length)
    {
        var findings = new FindingList(0);
        if (SuperblockCheck.Open(image, offset, length, findings) is not Ext2Volume volume)
            return findings.ToList();

        Ext2GroupDescriptor[] descriptors = volume.ReadDescriptors(volume.Superblock.FirstDataBlock + 1);
        var claims = new BlockClaims(volume);
        new GroupCheck(volume, descriptors, claims, findings).Check();

        var census = new InodeCensus(volume);
        var directoryBlocks = new List<DirectoryBlock>();
        var attributes = new AttributeBlocks(volume, claims, findings);
        var blocks = new InodeBlocks(volume, claims, directoryBlocks);
        new InodeCheck(volume, new(volume, descriptors), census, blocks, attributes, findings).Check();
        attributes.Check();

        var directories = new Dictionary<uint, DirectoryRecord>();
        new DirectoryCheck(volume, census, directories, findings).Check(directoryBlocks);
        new LinkCheck(volume, census, directories, findings).Check();
        new BitmapCheck(volume, descriptors, claims, census, findings).Check();
        return findings.ToList();
    }
}
