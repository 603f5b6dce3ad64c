using Smol.Storage.FileTrees;
using Smol.Storage.Partitions;

namespace Smol.Storage.DiskImages;

/// <summary>Makes a disk image of a tree: a filesystem, and a partition table around it.</summary>
public static class DiskImageWriter
{
    private const int Around = GptTable.Alignment;

    /// <summary>Writes the image. It takes its name when it is whole; until then, and after a failure, nothing is there.</summary>
    /// <param name="path">The image's file; one that is there is replaced.</param>
    /// <param name="tree">What goes in.</param>
    /// <param name="format">In which filesystem.</param>
    /// <param name="options">Size, partition and ids.</param>
    /// <param name="cancellation">Ends the writing early.</param>
    /// <exception cref="SmolException">The tree does not fit, a file's content can't be read, or the image can't be written.</exception>
    public static DiskImage Write(
        string path, FileTree tree, IFilesystemFormat format, DiskImageOptions options, CancellationToken cancellation = default)
    {
        var settings = new FilesystemSettings
        {
            Size = options.PartitionName is null ? options.Size : WithoutTable(options.Size),
            Time = options.Time,
        };
        Task<byte[]> identifying = Task.Run(options.Identity ?? (() => TreeIdentity.Of(tree)), CancellationToken.None); // beside the layout
        IFilesystemLayout layout = format.LayOut(tree, settings);
        byte[] identity = identifying.GetAwaiter().GetResult();
        GptTable? table = options.PartitionName is string name
            ? GptTable.WithOnePartition(name, format.PartitionType, settings.Size.Length ?? layout.Length, identity)
            : null;
        if (options.Boot is { } boot)
            table = (table ?? throw new ArgumentException("a bare filesystem has no MBR", nameof(options))).WithBiosBoot(boot.Mbr, partition: 0);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(options.Boot?.Partition.Length ?? 0, format.BootAreaLength);

        using ImageWriter image = ImageWriter.Create(path, options.IsDigested, cancellation);
        long offset = table?.Partitions[0].Offset ?? 0;
        long length = table?.ImageLength ?? settings.Size.Length ?? layout.Length;
        if (table is not null)
            GptWriter.WriteFront(image, table);
        if (options.Boot is not null)
            image.Write(offset, options.Boot.Partition.Span);
        layout.Write(image, offset, identity);
        if (table is not null)
            GptWriter.WriteBack(image, table);
        return new(path, length, offset, layout.Length, image.Commit(length));
    }

    /// <summary>What is left for the partition of an image.</summary>
    private static FilesystemSize WithoutTable(FilesystemSize size)
    {
        if (size.Length is not long length)
            return size;
        long left = (length / GptTable.Alignment * GptTable.Alignment) - (2 * Around);
        return left > 0
            ? FilesystemSize.Of(left)
            : throw new SmolException(
                $"an image of {length} bytes has no room for a partition", "--size", "the partition table takes 2 MiB; or leave it out with --bare");
    }
}
