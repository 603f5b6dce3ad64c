namespace Smol.Building.Recipes;

/// <summary>The services of some folders: each folder in them is one, but for <c>common/</c>, which is for all.</summary>
public static class ServiceCatalogue
{
    /// <summary>The folder that is no service.</summary>
    internal const string CommonFolder = "common";

    /// <summary>The service of that name, of the first folder that has it; null when none has.</summary>
    /// <param name="name">The name, without a slash.</param>
    /// <param name="catalogues">The folders; those that are not there have none.</param>
    public static CataloguedService? Find(string name, IReadOnlyList<string> catalogues) =>
        IsService(name) && catalogues.Select(catalogue => Path.Combine(catalogue, name)).FirstOrDefault(Directory.Exists) is { } folder ? new(name, folder) : null;

    /// <summary>The services by name; of two that are called alike, the one of the first folder.</summary>
    /// <param name="catalogues">The folders; those that are not there have none.</param>
    public static IReadOnlyList<CataloguedService> List(IReadOnlyList<string> catalogues) =>
    [
        .. catalogues.Where(Directory.Exists).SelectMany(Directory.GetDirectories).Select(folder => new CataloguedService(Path.GetFileName(folder), folder))
            .Where(service => IsService(service.Name)).DistinctBy(service => service.Name).OrderBy(service => service.Name, StringComparer.Ordinal),
    ];

    private static bool IsService(string folder) => folder.Length > 0 && folder != CommonFolder && !folder.StartsWith('.');
}
