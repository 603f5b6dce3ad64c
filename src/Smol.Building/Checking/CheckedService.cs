using Smol.Building.Recipes;

namespace Smol.Building.Checking;

/// <summary>What was found in a service.</summary>
/// <param name="Name">The service's name.</param>
/// <param name="Folder">Its folder.</param>
/// <param name="Findings">All that was found.</param>
/// <param name="HasSets">Whether its sets and packages are here, so that it is known which programs the image has.</param>
public sealed record CheckedService(string Name, string Folder, IReadOnlyList<RecipeFinding> Findings, bool HasSets);
