using Smol.Building.Recipes;
using Smol.Storage;

namespace Smol.Building.Composition;

/// <summary>A folder of the host that is laid over a service's sets and packages.</summary>
/// <param name="Folder">The folder.</param>
/// <param name="Target">Where it goes, relative to the guest's root.</param>
/// <param name="IsOfService">Whether it is the service's own, and not what services share.</param>
public sealed record ServiceOverlay(string Folder, string Target, bool IsOfService)
{
    /// <summary>A service's overlays in smolBSD's order, those that are there.</summary>
    public static IReadOnlyList<ServiceOverlay> Of(ServiceRecipe recipe)
    {
        var overlays = new List<ServiceOverlay> { new(Path.Combine(recipe.Folder, "etc"), "etc", true) };
        if (recipe.CommonFolder is { } common)
            overlays.Add(new(common, "etc/include", false));
        overlays.Add(new(Path.Combine(recipe.Folder, "packages"), "packages", true));
        return [.. overlays.Where(overlay => Directory.Exists(overlay.Folder))];
    }

    /// <summary>The paths in the guest of its files, in order: all that is no directory.</summary>
    /// <exception cref="SmolException">A folder can't be read.</exception>
    public IReadOnlyList<string> Files()
    {
        try
        {
            return [.. FilesIn(new(Folder)).Select(path => $"/{Target}/{Path.GetRelativePath(Folder, path)}").Order(StringComparer.Ordinal)];
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new SmolException("can't be read: " + failure.Message, Folder, cause: failure);
        }
    }

    /// <summary>A link to a directory is a link.</summary>
    private static IEnumerable<string> FilesIn(DirectoryInfo folder) =>
        folder.EnumerateFileSystemInfos().SelectMany(entry => entry is DirectoryInfo { LinkTarget: null } directory ? FilesIn(directory) : [entry.FullName]);
}
