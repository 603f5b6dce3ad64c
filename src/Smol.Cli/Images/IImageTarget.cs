using Smol.Building.Composition;

namespace Smol.Cli.Images;

/// <summary>Where a build puts its image.</summary>
internal interface IImageTarget
{
    /// <summary>Writes the image.</summary>
    /// <exception cref="Storage.SmolException">It is too small for its tree, or can't be written; nothing is left of it.</exception>
    WrittenImage Take(ComposedImage image, CancellationToken stop);

    /// <summary>The image that an equal build has made, where it is to go now; null when there is none.</summary>
    /// <param name="buildKey">The build's key.</param>
    /// <exception cref="Storage.SmolException">The place can't be written.</exception>
    WrittenImage? Reuse(string buildKey);
}
