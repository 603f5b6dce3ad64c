using Smol.Building.Composition;
using Smol.Guests;

namespace Smol.Cli.Images;

/// <summary>A disk image's file.</summary>
/// <param name="path">The file; one that is there is replaced.</param>
internal sealed class FileTarget(string path) : IImageTarget
{
    public WrittenImage Take(ComposedImage image, CancellationToken stop) =>
        new(path, image.Write(path, stop).Length, image.Filesystem, image.Guest.ToWord());
}
