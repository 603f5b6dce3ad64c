namespace Smol.Building.Recipes;

/// <summary>The services of some folders: each folder in them is one, but for <c>common/</c>, which is for all.</summary>
public static class ServiceCatalogue
{
    /// <summary>The folder that is no service.</summary>
    internal const string CommonFolder = "common";

    /// <summary>The services by name; of two that are called alike, the one of the first folder.</summary>
    /// <param name="catalogues">The folders; those that are not there have none.</param>
    public static IReadOnlyList<CataloguedService> List(IReadOnlyList<string> catalogues) =>
    [
        .. catalogues.Where(Directory.Exists).SelectMany(Directory.GetDirectories).Select(folder => new CataloguedService(Path.GetFileName(folder), folder))
            .Where(service => service.Name != CommonFolder && !service.Name.StartsWith('.')).DistinctBy(service => service.Name).OrderBy(service => service.Name, StringComparer.Ordinal),
    ];
}
