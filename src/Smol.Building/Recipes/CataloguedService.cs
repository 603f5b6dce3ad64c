namespace Smol.Building.Recipes;

/// <summary>A service that a folder of services has.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Folder">Its folder.</param>
public sealed record CataloguedService(string Name, string Folder);
