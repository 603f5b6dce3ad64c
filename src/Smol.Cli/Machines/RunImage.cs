using Smol.Guests;
using Smol.Images;
using Smol.Images.Store;
using Smol.Storage;
using Smol.Storage.DiskImages;
using Smol.Storage.Partitions;

namespace Smol.Cli.Machines;

/// <summary>The image that a machine is asked for with.</summary>
/// <param name="Reference">What the user called it.</param>
/// <param name="Path">Its file.</param>
/// <param name="Record">What the store says of it; null for a file.</param>
internal sealed record RunImage(string Reference, string Path, ImageRecord? Record)
{
    /// <summary>Finds an image by its name: a file, one below <c>images/</c> as smolBSD has them, or one of the store.</summary>
    /// <param name="name">The name.</param>
    /// <param name="architecture">NetBSD's word for the architecture that is wanted.</param>
    /// <param name="folders">Where the store is.</param>
    /// <param name="prefersFiles">Whether <c>images/</c> goes before the store.</param>
    /// <exception cref="SmolException">There is none.</exception>
    public static RunImage Find(string name, string architecture, SmolFolders folders, bool prefersFiles)
    {
        if (name.Contains('/', StringComparison.Ordinal) || name.EndsWith(".img", StringComparison.Ordinal))
            return File.Exists(name) ? new(name, name, null)
                : throw new SmolException("there is no such disk image", name, "with '/' or '.img' it is a file; an image of the store is named without them, as 'smol images' lists it");
        var store = new ImageStore(folders.Images, TimeProvider.System);
        string file = $"images/{name}.img";
        if (File.Exists(file) && (prefersFiles || !IsStored(store, name, architecture)))
            return new(file, file, null);
        ImageRecord record = store.Resolve(ImageName.Parse(name), architecture);
        return new(record.Name().ToString(), store.DiskPath(record), record);
    }

    /// <summary>Finds the image of a machine file that names none, as startnb.sh does: by the service that the file is for.</summary>
    /// <inheritdoc cref="Find" path="/exception"/>
    public static RunImage OfService(string service, string? tag, string architecture, SmolFolders folders)
    {
        string suffix = tag is null ? "" : ":" + tag;
        string file = $"images/{service}-{architecture}{suffix}.img";
        return File.Exists(file) ? new(file, file, null) : Find(service + suffix, architecture, folders, prefersFiles: false);
    }

    /// <summary>The name of its root partition, and the guest in it.</summary>
    /// <param name="needsPartition">Whether there has to be one.</param>
    /// <exception cref="SmolException">It can't be read, or has no partition.</exception>
    public (string Partition, GuestKind Guest) Inspect(bool needsPartition)
    {
        if (Record is not null)
            return (Record.Partition, GuestWords.Parse(Record.Guest));
        using (OpenedDiskImage image = OpenedDiskImage.Open(Path))
        {
            // Nobody but NetBSD has FFS; to read a whole filesystem takes time.
            if (image.Partition?.Type == PartitionTypes.NetBsdFfs)
                return (image.Partition.Name, GuestKind.NetBsd);
            if (image.Partition is null && !needsPartition)
                return ("", GuestKind.NetBsd);
        }
        DiskInspection disk = DiskInspection.Of(Path);
        return (disk.Partition, disk.Guest ?? GuestKind.NetBsd);
    }

    private static bool IsStored(ImageStore store, string name, string architecture)
    {
        ImageName parsed = ImageName.Parse(name);
        return (store.Find(parsed) ?? store.Find(parsed with { Repository = $"{parsed.Repository}-{architecture}" })) is not null;
    }
}
