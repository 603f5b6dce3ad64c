using Smol.Building.Caching;
using Smol.Building.Inputs;
using Smol.Building.Recipes;
using Smol.Images.Store;
using Smol.Storage.Archives;
using Smol.Storage.FileTrees;

namespace Smol.Building.Stages;

/// <summary>What a SMOLerfile's image is made of besides the file.</summary>
public sealed record SmolerfileInputs
{
    /// <summary>Finds, fetches and opens the sets, packages and the base image that options say.</summary>
    public required Func<ServiceOptions, RecipeInputs> Open { get; init; }

    /// <summary>Opens an image of the store that a <c>COPY --from</c> names.</summary>
    public required Func<string, BaseImage> OpenImage { get; init; }

    /// <summary>Fetches a URL, with the SHA-256 that it must have, if one is said; gives its file.</summary>
    public required Func<Uri, string?, string> Fetch { get; init; }

    /// <summary>Where archives are decompressed to.</summary>
    public required ArchiveCache Archives { get; init; }

    /// <summary>The context.</summary>
    public required BuildContext Context { get; init; }

    /// <summary>Digests files of this host.</summary>
    public required FileDigests Digests { get; init; }

    /// <summary>Images whose files are taken where they are what the steps would come to.</summary>
    public IReadOnlyList<ImageRecord> CacheFrom { get; init; } = [];

    /// <summary>The time of what has none, as <c>SOURCE_DATE_EPOCH</c> says; null for the newest time of the sets.</summary>
    public Timestamp? Epoch { get; init; }
}
