using Smol.Storage.DiskImages;
using Smol.Storage.FileTrees;

namespace Smol.Storage.Ffs.Writing;

/// <summary>The part of an image that a filesystem is written to: offsets count from its start.</summary>
internal sealed class ImagePart(ImageWriter image, long start)
{
    /// <summary>Writes bytes.</summary>
    public void Write(long offset, ReadOnlySpan<byte> bytes) => image.Write(start + offset, bytes);

    /// <summary>Writes a piece of a file.</summary>
    public void Write(long offset, in FileContent content, long contentOffset, long length) =>
        image.Write(start + offset, content, contentOffset, length);
}
