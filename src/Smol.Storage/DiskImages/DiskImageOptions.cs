using Smol.Storage.FileTrees;

namespace Smol.Storage.DiskImages;

/// <summary>What a disk image is to be like.</summary>
public sealed record DiskImageOptions
{
    /// <summary>The name of its one partition; when null, the filesystem stands alone, without a partition table.</summary>
    public string? PartitionName { get; init; }

    /// <summary>What a BIOS starts of it, which needs a partition; null for nothing.</summary>
    public BootCode? Boot { get; init; }

    /// <summary>How big: a length is the image's, with the 2 MiB around the partition; otherwise the filesystem's need decides.</summary>
    public FilesystemSize Size { get; init; } = FilesystemSize.Auto;

    /// <summary>When it was made, as <c>SOURCE_DATE_EPOCH</c> says; when null, the root directory's time.</summary>
    public Timestamp? Time { get; init; }

    /// <summary>
    /// Makes a digest of what goes in, from which all ids are derived; when null, <see cref="TreeIdentity"/>. It is made in another thread,
    /// in which the tree may be read.
    /// </summary>
    public Func<byte[]>? Identity { get; init; }

    /// <summary>Whether its <see cref="SparseDigest"/> is wanted, which is cheaper to make while the image is written than afterwards.</summary>
    public bool IsDigested { get; init; }
}
