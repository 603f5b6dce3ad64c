using System.Numerics;
using Smol.Storage.DiskImages;
using Smol.Storage.FileTrees;
using Smol.Storage.Partitions;

namespace Smol.Storage.Ffs;

/// <summary>What is FFS's own about a filesystem to be made; each value left out is chosen as <c>newfs(8)</c> would.</summary>
public sealed record FfsFormat : IFilesystemFormat
{
    private const int SmallestBlock = 4096; // sys/ufs/ffs/fs.h: MINBSIZE
    private const int LargestBlock = 65536; // sys/sys/param.h: MAXBSIZE
    private const int SmallestFragment = 512;
    private const int MostFragmentsPerBlock = 8; // sys/ufs/ffs/fs.h: MAXFRAG

    /// <inheritdoc/>
    public string Name => NameOf(Version);

    /// <inheritdoc/>
    public Guid PartitionType => PartitionTypes.NetBsdFfs;

    /// <inheritdoc/>
    public int BootAreaLength => 8192; // sys/ufs/ffs/fs.h: BBSIZE; FFSv1 has its superblock there

    /// <summary>
    /// FFSv1 or FFSv2. FFSv1 has 32 bits for times: those that don't fit are cut to the nearest that does, 1901-12-13 to
    /// 2038-01-19.
    /// </summary>
    public FfsVersion Version { get; init; } = FfsVersion.Ffs1;

    /// <summary>Bytes of a block, a power of two from 4096 to 65536; when null, 8 fragments.</summary>
    public int? BlockSize { get; init; }

    /// <summary>
    /// Bytes of a fragment, the smallest piece that a file takes: a power of two, an eighth of a block to a whole one. When null,
    /// an eighth of the block; without that either, 512 below 20 MiB, 1024 below 1000 MiB, 2048 below 128 GiB, 4096 from there
    /// on.
    /// </summary>
    public int? FragmentSize { get; init; }

    /// <summary>
    /// Which part of the room only root may fill, in percent: 0 to 99. Below 5, the guest saves space rather than time.
    /// </summary>
    public int MinFreePercent { get; init; }

    /// <summary>How many inodes at least; when null, what the tree needs, and one for each <see cref="BytesPerInode"/>.</summary>
    public long? InodeCount { get; init; }

    /// <summary>Bytes for each of which there is an inode; when null, four fragments.</summary>
    public int? BytesPerInode { get; init; }

    /// <summary>
    /// Keep free blocks in one piece for the journal that NetBSD makes when it mounts with <c>log</c>: a 1024th of the
    /// filesystem, 1 MiB at least and 64 MiB at most (<c>sys/ufs/ufs/ufs_wapbl.h: UFS_WAPBL_*_JOURNAL_SIZE</c>).
    /// </summary>
    public bool KeepsRoomForLog { get; init; }

    /// <inheritdoc/>
    public IFilesystemLayout LayOut(FileTree tree, FilesystemSettings settings) => FfsLayout.Of(tree, this, settings);

    /// <summary>What users call a version.</summary>
    internal static string NameOf(FfsVersion version) => version == FfsVersion.Ffs1 ? "ffs" : "ffs2";

    /// <exception cref="SmolException">A value is not one of those allowed.</exception>
    internal void Validate()
    {
        if (BlockSize is { } block && (!BitOperations.IsPow2(block) || block is < SmallestBlock or > LargestBlock))
            throw new SmolException($"an FFS block has 4096, 8192, 16384, 32768 or 65536 bytes, not {block}", "--block");
        if (FragmentSize is { } fragment && (!BitOperations.IsPow2(fragment) || fragment is < SmallestFragment or > LargestBlock))
            throw new SmolException($"an FFS fragment has 512, 1024, … or 65536 bytes, not {fragment}", "--fragment");
        if (BlockSize is { } whole && FragmentSize is { } part && (part > whole || whole / part > MostFragmentsPerBlock))
            throw new SmolException($"a block of {whole} bytes has 1, 2, 4 or 8 fragments, not such of {part} bytes", "--fragment");
        if (FragmentSize * MostFragmentsPerBlock > LargestBlock && BlockSize is null)
            throw new SmolException($"fragments of {FragmentSize} bytes need a block size", "--fragment", "give --block too");
        if (MinFreePercent is < 0 or > 99)
            throw new SmolException($"0 to 99 percent can be kept for root, not {MinFreePercent}", "--minfree");
        if (InodeCount is < 1 or > int.MaxValue)
            throw new SmolException($"{InodeCount} is not a number of inodes", "--inodes");
        if (BytesPerInode is < 1)
            throw new SmolException($"{BytesPerInode} is not a number of bytes", "--bytes-per-inode");
    }
}
