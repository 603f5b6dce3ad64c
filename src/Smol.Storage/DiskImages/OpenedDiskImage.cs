using Smol.Storage.Ext2;
using Smol.Storage.Ffs;
using Smol.Storage.FileTrees;
using Smol.Storage.Partitions;

namespace Smol.Storage.DiskImages;

/// <summary>A disk image that is open to be read: one filesystem of it, in a partition or bare. Nothing is mounted or changed.</summary>
public sealed class OpenedDiskImage : IDisposable
{
    private readonly IContentSource _image;

    private OpenedDiskImage(IContentSource image, long length, GptPartition? partition)
    {
        _image = image;
        Partition = partition;
        Offset = partition?.Offset ?? 0;
        Length = partition?.Length ?? length;
    }

    /// <summary>The partition; null when the filesystem stands alone.</summary>
    public GptPartition? Partition { get; }

    /// <summary>Where in the image the filesystem begins, in bytes.</summary>
    public long Offset { get; }

    /// <summary>How many bytes there are for it.</summary>
    public long Length { get; }

    /// <summary>Opens an image.</summary>
    /// <param name="path">Its file.</param>
    /// <param name="partition">The name or number (from 1) of a partition; when null, the one that is marked to be booted, or the first.</param>
    /// <exception cref="SmolException">It can't be read, or has no such partition.</exception>
    public static OpenedDiskImage Open(string path, string? partition = null)
    {
        var file = new OpenFileSource(path);
        try
        {
            return Open(file, file.Length, partition);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Opens an image that is somewhere else than in a file.</summary>
    /// <param name="image">What holds it; disposed of with the result, if it can be.</param>
    /// <param name="length">Its length in bytes.</param>
    /// <param name="partition">As above.</param>
    /// <exception cref="SmolException">It can't be read, or has no such partition.</exception>
    public static OpenedDiskImage Open(IContentSource image, long length, string? partition = null)
    {
        if (GptReader.IsPresent(image, length))
            return new(image, length, Choose(GptReader.Read(image, length).Partitions, partition, image.Name));
        return partition is null ? new(image, length, null) : throw new SmolException("has no GPT partition table", image.Name);
    }

    /// <summary>Reads the filesystem's tree; what files hold stays in the image and is read when it is asked for.</summary>
    /// <exception cref="SmolException">It is no filesystem that smol knows, or a damaged one.</exception>
    public FilesystemContents Read() =>
        Ext2Reader.IsPresent(_image, Offset, Length) ? Ext2Reader.Read(_image, Offset, Length)
        : FfsReader.IsPresent(_image, Offset, Length) ? FfsReader.Read(_image, Offset, Length)
        : throw Unknown();

    /// <summary>All that is wrong with the filesystem; nothing for a clean one.</summary>
    /// <exception cref="SmolException">It is no filesystem that smol knows, or can't be read.</exception>
    public IReadOnlyList<FilesystemFinding> Check() =>
        Ext2Reader.IsPresent(_image, Offset, Length) ? Ext2Checker.Check(_image, Offset, Length)
        : FfsReader.IsPresent(_image, Offset, Length) ? FfsChecker.Check(_image, Offset, Length)
        : throw Unknown();

    /// <summary>What the superblock says, in its order.</summary>
    /// <exception cref="SmolException">It is no filesystem that smol knows, or a damaged one.</exception>
    public IReadOnlyList<FilesystemFact> Summarize() =>
        Ext2Reader.IsPresent(_image, Offset, Length) ? Ext2Summary.Facts(_image, Offset, Length)
        : FfsReader.IsPresent(_image, Offset, Length) ? FfsReader.Summarize(_image, Offset, Length).Facts()
        : throw Unknown();

    /// <summary>What each block group or cylinder group says, read when it is asked for.</summary>
    /// <exception cref="SmolException">It is no filesystem that smol knows, or a damaged one.</exception>
    public IEnumerable<IReadOnlyList<FilesystemFact>> SummarizeGroups() =>
        Ext2Reader.IsPresent(_image, Offset, Length) ? Ext2GroupSummary.Groups(_image, Offset, Length)
        : FfsReader.IsPresent(_image, Offset, Length) ? FfsGroupSummary.Groups(_image, Offset, Length)
        : throw Unknown();

    /// <inheritdoc/>
    public void Dispose() => (_image as IDisposable)?.Dispose();

    private SmolException Unknown() => new(
        $"has no filesystem that is known here at byte {Offset}", _image.Name, "known are " + string.Join(", ", FilesystemFormats.All.Select(format => format.Name)));

    private static GptPartition Choose(IReadOnlyList<GptPartition> partitions, string? wanted, string path)
    {
        if (wanted is null)
        {
            return partitions.FirstOrDefault(partition => partition.Attributes.HasFlag(GptAttributes.BootMe))
                ?? (partitions.Count > 0 ? partitions[0] : throw new SmolException("has no partition", path));
        }
        return partitions.FirstOrDefault(partition => partition.Name == wanted)
            ?? (int.TryParse(wanted, out int number) && number >= 1 && number <= partitions.Count ? partitions[number - 1] : null)
            ?? throw new SmolException($"has no partition '{wanted}'", path, "there are " + string.Join(", ", partitions.Select(partition => partition.Name)));
    }
}
