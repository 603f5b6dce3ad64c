using Smol.Building.Composition;
using Smol.Building.Recipes;
using Smol.Images.Store;

namespace Smol.Cli.Images;

/// <summary>The store.</summary>
/// <param name="store">The store.</param>
/// <param name="name">The image's name.</param>
internal sealed class StoreTarget(ImageStore store, ImageName name) : IImageTarget
{
    /// <summary>The name of a service's image: the service's with the architecture, unless another one stands before the tag.</summary>
    /// <param name="recipe">The service.</param>
    /// <param name="text">A tag, or a name with one; null for what the recipe says, or <c>latest</c>.</param>
    /// <exception cref="Storage.SmolException">The text is neither.</exception>
    public static ImageName NameOf(ServiceRecipe recipe, string? text)
    {
        string tag = text ?? recipe.Options.ImageTag ?? ImageName.DefaultTag;
        ImageName name = ImageName.Parse(tag.Contains(':', StringComparison.Ordinal) ? tag : $"{recipe.Name}:{tag}");
        string suffix = "-" + recipe.Options.Architecture;
        return name.Repository.EndsWith(suffix, StringComparison.Ordinal) ? name : name with { Repository = name.Repository + suffix };
    }

    public WrittenImage Take(ComposedImage image, CancellationToken stop) => Written(image.Commit(store, name, stop));

    public WrittenImage? Reuse(string buildKey) => store.Reuse(buildKey, name) is { } record ? Written(record) : null;

    private static WrittenImage Written(ImageRecord record) => new(record.Name().ToString(), record.Size, record.Filesystem, record.Guest, () => record.Digest);
}
