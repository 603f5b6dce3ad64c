using Smol.Storage.DiskImages;
using Smol.Storage.Ext2.OnDisk;
using Smol.Storage.Ext2.Reading;
using Smol.Storage.FileTrees;

namespace Smol.Storage.Ext2;

/// <summary>What a superblock says, for people: as <c>dumpe2fs -h</c> prints it.</summary>
public static class Ext2Summary
{
    /// <summary>What it says, in the superblock's order.</summary>
    /// <param name="image">The image.</param>
    /// <param name="offset">Where in it the filesystem begins, in bytes.</param>
    /// <param name="length">How many bytes there are for it.</param>
    /// <exception cref="SmolException">It is no ext2, or a damaged one.</exception>
    public static IReadOnlyList<FilesystemFact> Facts(IContentSource image, long offset, long length)
    {
        Ext2Volume volume = Ext2Volume.Open(image, offset, length);
        Ext2Superblock superblock = volume.Superblock;
        ReadOnlySpan<byte> uuid = superblock.Uuid;
        ReadOnlySpan<byte> label = superblock.Label;
        return
        [
            new("format", "ext2"),
            new("label", ByteString.Copy(label.TrimEnd((byte)0)).ToString()),
            new("uuid", new Guid(uuid, bigEndian: true).ToString()),
            new("revision", superblock.Revision),
            new("compatible features", superblock.Compatible.ToString()),
            new("incompatible features", superblock.Incompatible.ToString()),
            new("read-only features", superblock.ReadOnly.ToString()),
            new("state", (superblock.State & Ext2Superblock.StateClean) != 0 ? "clean" : "not clean"),
            new("block size", volume.BlockSize),
            new("blocks", superblock.BlockCount),
            new("reserved blocks", superblock.ReservedBlockCount),
            new("free blocks", superblock.FreeBlockCount),
            new("blocks per group", superblock.BlocksPerGroup),
            new("inode size", superblock.InodeSize),
            new("inodes", superblock.InodeCount),
            new("free inodes", superblock.FreeInodeCount),
            new("inodes per group", superblock.InodesPerGroup),
            new("written", new Timestamp(superblock.WriteTime).ToString()),
        ];
    }
}
