using Smol.Storage.DiskImages;
using Smol.Storage.FileTrees;
using Smol.Storage.Partitions;

namespace Smol.Storage.Ext2;

/// <summary>What is ext2's own about a filesystem to be made; each value left out is chosen as mke2fs would.</summary>
public sealed record Ext2Format : IFilesystemFormat
{
    /// <summary>The most bytes of a volume label.</summary>
    public const int MostLabelBytes = 16;

    /// <inheritdoc/>
    public string Name => "ext2";

    /// <inheritdoc/>
    public Guid PartitionType => PartitionTypes.LinuxData;

    /// <inheritdoc/>
    public int BootAreaLength => 1024; // the superblock stands there, whatever the block size

    /// <summary>1024, 2048 or 4096 bytes; when null, 1024 below 512 MiB, unless a symbolic link is longer, and else 4096.</summary>
    public int? BlockSize { get; init; }

    /// <summary>
    /// 128 or 256 bytes; when null, 128, which halves the tables, unless a time after 2038-01-19 needs the wider inode.
    /// NetBSD and Linux take both. Inodes of 128 bytes have no nanoseconds; times that don't fit are cut to the nearest that
    /// does: 1901-12-13 to 2038-01-19, or to 2310-04-04 in 256 bytes.
    /// </summary>
    public int? InodeSize { get; init; }

    /// <summary>How many inodes; when null, a tenth more than the tree needs, and at least mke2fs's one per 4, 8 or 16 KiB.</summary>
    public long? InodeCount { get; init; }

    /// <summary>Which part of the blocks only root may fill, in percent: 0 to 50.</summary>
    public int ReservedPercent { get; init; }

    /// <summary>The volume label, at most <see cref="MostLabelBytes"/> bytes.</summary>
    public ByteString Label { get; init; }

    /// <summary>Whose device numbers the filesystem holds.</summary>
    public DeviceEncoding Devices { get; init; }

    /// <inheritdoc/>
    public IFilesystemLayout LayOut(FileTree tree, FilesystemSettings settings) => Ext2Layout.Of(tree, this, settings);

    /// <exception cref="SmolException">A value is not one of those allowed.</exception>
    internal void Validate()
    {
        if (BlockSize is not (null or 1024 or 2048 or 4096))
            throw new SmolException($"an ext2 block has 1024, 2048 or 4096 bytes, not {BlockSize}", "--block");
        if (InodeSize is not (null or 128 or 256))
            throw new SmolException($"an ext2 inode has 128 or 256 bytes, not {InodeSize}", "--inode-size");
        if (ReservedPercent is < 0 or > 50)
            throw new SmolException($"0 to 50 percent can be reserved, not {ReservedPercent}", "--minfree");
        if (InodeCount is < 1 or > uint.MaxValue)
            throw new SmolException($"{InodeCount} is not a number of inodes", "--inodes");
        if (Label.Length > MostLabelBytes)
            throw new SmolException($"an ext2 volume label has at most {MostLabelBytes} bytes", Label.ToString());
    }
}
