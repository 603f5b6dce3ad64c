namespace Smol.Building.Composition;

/// <summary>A set of a recipe, and where it is.</summary>
/// <param name="Reference">The set as the recipe names it.</param>
/// <param name="Path">The archive, package or folder.</param>
/// <param name="Name">The name of the file that it is, as a mirror or the host calls it.</param>
/// <param name="Source">Where it was fetched from; null for a file of the host.</param>
public sealed record FoundSet(SetReference Reference, string Path, string Name, Uri? Source)
{
    /// <summary>A set that is a file or folder of the host.</summary>
    public static FoundSet OnHost(SetReference reference, string path) =>
        new(reference, path, System.IO.Path.GetFileName(System.IO.Path.TrimEndingDirectorySeparator(System.IO.Path.GetFullPath(path))), null);
}
