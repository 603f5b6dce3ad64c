using Smol.Building.Composition;
using Smol.Images.Store;

namespace Smol.Cli.Images;

/// <summary>The store, under the service's name.</summary>
/// <param name="store">The store.</param>
/// <param name="tag">The image's tag.</param>
internal sealed class StoreTarget(ImageStore store, string tag) : IImageTarget
{
    public WrittenImage Take(ComposedImage image, CancellationToken stop)
    {
        ImageRecord record = image.Commit(store, tag, stop);
        return new(record.Name().ToString(), record.Size, record.Filesystem, record.Guest);
    }
}
