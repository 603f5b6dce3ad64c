using Smol.Guests;
using Smol.Storage;
using Smol.Storage.Ext2;
using Smol.Storage.Ffs;
using Smol.Storage.FileTrees;
using Smol.Storage.Partitions;

namespace Smol.Images;

/// <summary>What a disk image says of itself: enough to start a machine from a file that is in no store.</summary>
/// <param name="Partition">The name of its root partition: the one that is marked to be booted, or else the first.</param>
/// <param name="Guest">The guest that it holds, by the ELF notes of its first programs; null when nothing says so.</param>
public sealed record DiskInspection(string Partition, GuestKind? Guest)
{
    /// <summary>Looks into an image.</summary>
    /// <exception cref="SmolException">It can't be read, has no partition table, or its filesystem is damaged.</exception>
    public static DiskInspection Of(string path)
    {
        using var image = new OpenFileSource(path);
        if (!GptReader.IsPresent(image, image.Length))
            throw new SmolException("has no GPT partition table", path, "a machine starts from an image with one, as 'smol image create' makes it");
        GptTable table = GptReader.Read(image, image.Length);
        if (table.Partitions.Count == 0)
            throw new SmolException("has no partition", path);
        GptPartition root = table.Partitions.FirstOrDefault(partition => partition.Attributes.HasFlag(GptAttributes.BootMe)) ?? table.Partitions[0];
        return new(root.Name, ReadTree(image, root) is { } tree ? GuestDetection.Of(tree) : null);
    }

    private static FileTree? ReadTree(OpenFileSource image, GptPartition partition) =>
        Ext2Reader.IsPresent(image, partition.Offset, partition.Length) ? Ext2Reader.Read(image, partition.Offset, partition.Length).Tree
        : FfsReader.IsPresent(image, partition.Offset, partition.Length) ? FfsReader.Read(image, partition.Offset, partition.Length).Tree
        : null;
}
