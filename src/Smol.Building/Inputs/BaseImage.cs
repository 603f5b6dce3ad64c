using Smol.Images.Store;
using Smol.Storage;
using Smol.Storage.DiskImages;
using Smol.Storage.FileTrees;

namespace Smol.Building.Inputs;

/// <summary>The image that another one is made from: its tree, read back from its filesystem. Files refer to the image.</summary>
public sealed class BaseImage : IDisposable
{
    private readonly OpenedDiskImage _image;

    private BaseImage(OpenedDiskImage image, long length, ImageInput input, ImageRecord? record) => (_image, Length, Input, Record, Tree) = (image, length, input, record, image.Read().Tree);

    /// <summary>What is in it. Whoever builds changes it.</summary>
    public FileTree Tree { get; }

    /// <summary>The length of its file in bytes, holes included.</summary>
    public long Length { get; }

    /// <summary>What to note of it in the record of the image that is made from it.</summary>
    public ImageInput Input { get; }

    /// <summary>What the store knows of it; null for a file.</summary>
    public ImageRecord? Record { get; }

    /// <summary>Opens it.</summary>
    /// <param name="reference">
    /// A name of the store, with or without architecture and tag; or a disk image's file: a path, or smolBSD's <c>NAME.img</c> below <c>images/</c>.
    /// </param>
    /// <param name="store">The store.</param>
    /// <param name="architecture">What the new image is for, in NetBSD's words.</param>
    /// <exception cref="SmolException">There is no such image, it is for another architecture, or can't be read.</exception>
    public static BaseImage Open(string reference, ImageStore store, string architecture)
    {
        if (FindFile(reference) is { } path)
            return Open(path, architecture, reference, new ImageInput("image", Path.GetFileName(path), SparseDigest.Of(path)), null);
        ImageRecord record = store.Resolve(ImageName.Parse(reference), architecture);
        Require(record.Architecture, architecture, record.Name().ToString());
        return Open(store.DiskPath(record), architecture, reference, new ImageInput("image", record.Name().ToString(), record.Digest), record);
    }

    /// <inheritdoc/>
    public void Dispose() => _image.Dispose();

    private static BaseImage Open(string path, string architecture, string reference, ImageInput input, ImageRecord? record)
    {
        OpenedDiskImage image = OpenedDiskImage.Open(path);
        try
        {
            var opened = new BaseImage(image, new FileInfo(path).Length, input, record);
            Require(TreeArchitecture.Of(opened.Tree) ?? architecture, architecture, reference);
            return opened;
        }
        catch
        {
            image.Dispose();
            throw;
        }
    }

    private static void Require(string present, string wanted, string name)
    {
        if (present != wanted)
            throw new SmolException($"is an image for {present}, and the one to be built is for {wanted}", name);
    }

    private static string? FindFile(string reference)
    {
        bool isFile = reference.Contains('/', StringComparison.Ordinal) || reference.EndsWith(".img", StringComparison.Ordinal);
        if (!isFile)
            return null;
        return new[] { reference, Path.Combine("images", reference) }.FirstOrDefault(File.Exists)
            ?? throw new SmolException("there is no such disk image", reference, "name an image of the store, or a disk image's file");
    }
}
