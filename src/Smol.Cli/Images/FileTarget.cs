using Smol.Building.Composition;
using Smol.Guests;
using Smol.Storage.DiskImages;

namespace Smol.Cli.Images;

/// <summary>A disk image's file.</summary>
/// <param name="path">The file; one that is there is replaced.</param>
/// <param name="isSigned">Whether smolBSD's signature is put behind it.</param>
internal sealed class FileTarget(string path, bool isSigned) : IImageTarget
{
    public WrittenImage Take(ComposedImage image, CancellationToken stop)
    {
        DiskImage written = isSigned ? image.WriteSigned(path, stop) : image.Write(path, stop);
        return new(path, written.Length, image.Filesystem, image.Guest.ToWord(), () => SparseDigest.Of(path));
    }

    /// <summary>Files of the user's are not looked into.</summary>
    public WrittenImage? Reuse(string buildKey) => null;
}
