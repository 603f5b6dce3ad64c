using Smol.Fetching;

namespace Smol.Building.Inputs;

/// <summary>The packages of a recipe, as far as they are known without a fetch.</summary>
/// <param name="Summary">How to fetch the summary that decides which they are.</param>
/// <param name="IsPinned">Whether the lock file decides which summary that is.</param>
/// <param name="Packages">The packages, each behind those that it needs; null where the summary is not at hand.</param>
public sealed record PackageForecast(FetchRequest Summary, bool IsPinned, IReadOnlyList<PackageLocation>? Packages);
