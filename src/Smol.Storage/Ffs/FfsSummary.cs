using System.Globalization;
using Smol.Storage.DiskImages;
using Smol.Storage.Ffs.OnDisk;
using Smol.Storage.Ffs.Planning;
using Smol.Storage.Ffs.Reading;
using Smol.Storage.FileTrees;

namespace Smol.Storage.Ffs;

/// <summary>What a superblock says, for people: as <c>dumpfs(8)</c> prints it first.</summary>
public sealed record FfsSummary
{
    /// <summary>FFSv1 or FFSv2.</summary>
    public required FfsVersion Version { get; init; }

    /// <summary>The order of the bytes of its numbers.</summary>
    public required ByteOrder ByteOrder { get; init; }

    /// <summary>The byte at which the superblock begins.</summary>
    public required long SuperblockOffset { get; init; }

    /// <summary>Bytes of a block.</summary>
    public required int BlockSize { get; init; }

    /// <summary>Bytes of a fragment.</summary>
    public required int FragmentSize { get; init; }

    /// <summary>How many fragments the filesystem has.</summary>
    public required long Fragments { get; init; }

    /// <summary>How many of them are for data.</summary>
    public required long DataFragments { get; init; }

    /// <summary>How many cylinder groups.</summary>
    public required int Groups { get; init; }

    /// <summary>Fragments of a group.</summary>
    public required int FragmentsPerGroup { get; init; }

    /// <summary>Inodes of a group.</summary>
    public required int InodesPerGroup { get; init; }

    /// <summary>How many directories there are.</summary>
    public required long Directories { get; init; }

    /// <summary>Blocks that are free as a whole.</summary>
    public required long FreeBlocks { get; init; }

    /// <summary>Free fragments in other blocks.</summary>
    public required long FreeFragments { get; init; }

    /// <summary>Free inodes.</summary>
    public required long FreeInodes { get; init; }

    /// <summary>Percent of the room that only root may fill.</summary>
    public required int MinFreePercent { get; init; }

    /// <summary>Whether the kernel saves space rather than time.</summary>
    public required bool SavesSpace { get; init; }

    /// <summary>When it was last written to.</summary>
    public required Timestamp Time { get; init; }

    /// <summary>The two halves of its id.</summary>
    public required (int First, int Second) Id { get; init; }

    /// <summary>Whether it was unmounted cleanly.</summary>
    public required bool IsClean { get; init; }

    /// <summary>Whether a journal holds changes that are not in the filesystem yet.</summary>
    public required bool HasPendingJournal { get; init; }

    /// <summary>The flags (<c>sys/ufs/ffs/fs.h: FS_*</c>).</summary>
    public required uint Flags { get; init; }

    /// <summary>Where it was last mounted; empty when it never was.</summary>
    public required ByteString MountPoint { get; init; }

    /// <summary>Its name; empty when it has none.</summary>
    public required ByteString VolumeName { get; init; }

    /// <summary>What it says, in the superblock's order.</summary>
    public IReadOnlyList<FilesystemFact> Facts() =>
    [
        new("format", FfsFormat.NameOf(Version)),
        new("volume name", VolumeName.ToString()),
        new("mount point", MountPoint.ToString()),
        new("id", string.Create(CultureInfo.InvariantCulture, $"{Id.First:x8} {Id.Second:x8}")),
        new("byte order", ByteOrder.ToString()),
        new("superblock at byte", SuperblockOffset),
        new("state", IsClean ? "clean" : "not clean"),
        new("journal", HasPendingJournal ? "holds changes" : "none pending"),
        new("block size", BlockSize),
        new("fragment size", FragmentSize),
        new("fragments", Fragments),
        new("data fragments", DataFragments),
        new("cylinder groups", Groups),
        new("fragments per group", FragmentsPerGroup),
        new("inodes per group", InodesPerGroup),
        new("directories", Directories),
        new("free blocks", FreeBlocks),
        new("free fragments", FreeFragments),
        new("free inodes", FreeInodes),
        new("minfree", string.Create(CultureInfo.InvariantCulture, $"{MinFreePercent} %")),
        new("optimization", SavesSpace ? "space" : "time"),
        new("written", Time.ToString()),
        new("flags", string.Create(CultureInfo.InvariantCulture, $"0x{Flags:x}")),
    ];

    internal static FfsSummary Of(Volume volume)
    {
        Superblock superblock = volume.Superblock;
        Geometry geometry = volume.Geometry;
        return new()
        {
            Version = geometry.Version,
            ByteOrder = volume.ByteOrder,
            SuperblockOffset = volume.SuperblockOffset,
            BlockSize = geometry.BlockSize,
            FragmentSize = geometry.FragmentSize,
            Fragments = geometry.Fragments,
            DataFragments = superblock.DataFragments,
            Groups = geometry.Groups,
            FragmentsPerGroup = geometry.FragmentsPerGroup,
            InodesPerGroup = geometry.InodesPerGroup,
            Directories = superblock.Totals.Directories,
            FreeBlocks = superblock.Totals.FreeBlocks,
            FreeFragments = superblock.Totals.FreeFragments,
            FreeInodes = superblock.Totals.FreeInodes,
            MinFreePercent = superblock.MinFreePercent,
            SavesSpace = superblock.Optimization == Superblock.OptimizeSpace,
            Time = new(superblock.Time),
            Id = (superblock.Id0, superblock.Id1),
            IsClean = (superblock.Clean & Superblock.CleanFlag) != 0,
            HasPendingJournal = (superblock.Flags & Superblock.JournalFlag) != 0,
            Flags = superblock.Flags,
            MountPoint = Text(superblock.MountPoint),
            VolumeName = Text(superblock.VolumeName),
        };
    }

    private static ByteString Text(ReadOnlySpan<byte> bytes)
    {
        int end = bytes.IndexOf((byte)0);
        return ByteString.Copy(end < 0 ? bytes : bytes[..end]);
    }
}
