namespace Smol.Images.Store;

/// <summary>What the store knows of an image besides its bytes.</summary>
public sealed record ImageRecord
{
    /// <summary>Its name, without the tag.</summary>
    public required string Repository { get; init; }

    /// <summary>Its tag.</summary>
    public required string Tag { get; init; }

    /// <summary>The digest of the disk image: <see cref="Smol.Storage.DiskImages.SparseDigest"/>.</summary>
    public required string Digest { get; init; }

    /// <summary>Length of the disk image in bytes, holes included.</summary>
    public required long Size { get; init; }

    /// <summary>When it was committed.</summary>
    public required DateTimeOffset Created { get; init; }

    /// <summary>The guest that it holds: <c>netbsd</c> or <c>linux</c>.</summary>
    public required string Guest { get; init; }

    /// <summary>The architecture, in NetBSD's words: <c>amd64</c>, <c>i386</c>, <c>evbarm-aarch64</c>.</summary>
    public required string Architecture { get; init; }

    /// <summary>The name of its root partition.</summary>
    public required string Partition { get; init; }

    /// <summary>The filesystem in that partition: <c>ext2</c>, <c>ffs</c>, <c>ffs2</c>.</summary>
    public required string Filesystem { get; init; }

    /// <summary>Whether the guest mounts it read-only.</summary>
    public bool ReadOnly { get; init; }

    /// <summary>What its machines have where the user says nothing else; null in records of older versions.</summary>
    public MachineDefaults? Machine { get; init; }

    /// <summary>What it was made of.</summary>
    public IReadOnlyList<ImageInput> Inputs { get; init; } = [];

    /// <summary>How it is run, as its SMOLerfile says; null for images of services, and in records of older versions.</summary>
    public ConfigRecord? Config { get; init; }

    /// <summary>The steps by which it was made, the first one first, those of the image that it was made from before its own; none in records of older versions.</summary>
    public IReadOnlyList<HistoryRecord> History { get; init; } = [];

    /// <summary>The key of the build that made it, which an equal build has, too; null for images of services, and in records of older versions.</summary>
    public string? BuildKey { get; init; }

    /// <summary>The keys of the trees that the build's steps left, its own tree's last; none where there is no <see cref="BuildKey"/>.</summary>
    public IReadOnlyList<string> StepKeys { get; init; } = [];

    /// <summary>The name and tag.</summary>
    public ImageName Name() => new(Repository, Tag);
}
