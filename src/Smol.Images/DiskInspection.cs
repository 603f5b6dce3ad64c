using Smol.Guests;
using Smol.Storage;
using Smol.Storage.DiskImages;
using Smol.Storage.Partitions;

namespace Smol.Images;

/// <summary>What a disk image says of itself: enough to start a machine from a file that is in no store.</summary>
/// <param name="Partition">The name of its root partition: the one that is marked to be booted, or else the first.</param>
/// <param name="Guest">The guest that it holds, by the ELF notes of its first programs; null when nothing says so.</param>
public sealed record DiskInspection(string Partition, GuestKind? Guest)
{
    /// <summary>Looks into an image.</summary>
    /// <exception cref="SmolException">It can't be read, has no partition table, or no filesystem that is known.</exception>
    public static DiskInspection Of(string path)
    {
        using OpenedDiskImage image = OpenedDiskImage.Open(path);
        GptPartition partition = image.Partition
            ?? throw new SmolException("has no GPT partition table", path, "a machine starts from an image with one, as 'smol image create' makes it");
        return new(partition.Name, GuestDetection.Of(image.Read().Tree));
    }
}
