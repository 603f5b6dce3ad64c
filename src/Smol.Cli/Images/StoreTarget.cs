using Smol.Building.Composition;
using Smol.Building.Recipes;
using Smol.Images.Store;

namespace Smol.Cli.Images;

/// <summary>The store.</summary>
/// <param name="store">The store.</param>
/// <param name="names">The image's names.</param>
internal sealed class StoreTarget(ImageStore store, IReadOnlyList<ImageName> names) : IImageTarget
{
    /// <summary>The names of a service's image: the service's with the architecture, unless another one stands before the tag.</summary>
    /// <param name="recipe">The service.</param>
    /// <param name="texts">Tags, or names with one; none for what the recipe says, or <c>latest</c>.</param>
    /// <exception cref="Storage.SmolException">A text is neither.</exception>
    public static IReadOnlyList<ImageName> NamesOf(ServiceRecipe recipe, string[] texts) =>
        texts.Length == 0 ? [NameOf(recipe, null)] : [.. texts.Select(text => NameOf(recipe, text == recipe.Name ? $"{text}:{ImageName.DefaultTag}" : text)).Distinct()];

    private static ImageName NameOf(ServiceRecipe recipe, string? text)
    {
        string tag = text ?? recipe.Options.ImageTag ?? ImageName.DefaultTag;
        ImageName name = ImageName.Parse(tag.Contains(':', StringComparison.Ordinal) ? tag : $"{recipe.Name}:{tag}");
        string suffix = "-" + recipe.Options.Architecture;
        return name.Repository.EndsWith(suffix, StringComparison.Ordinal) ? name : name with { Repository = name.Repository + suffix };
    }

    public WrittenImage Take(ComposedImage image, CancellationToken stop)
    {
        ImageRecord record = image.Commit(store, names[0], stop);
        foreach (ImageName name in names.Skip(1))
            store.Name(record, name);
        return Written(record);
    }

    public WrittenImage? Reuse(string buildKey)
    {
        if (store.Reuse(buildKey, names[0]) is not { } record)
            return null;
        foreach (ImageName name in names.Skip(1))
            store.Name(record, name);
        return Written(record);
    }

    private static WrittenImage Written(ImageRecord record) => new(record.Name().ToString(), record.Size, record.Filesystem, record.Guest, () => record.Digest);
}
