using Smol.Fetching;
using Smol.Guests.NetBsd.Packages;

namespace Smol.Building.Inputs;

/// <summary>A package that is needed, and how to get it.</summary>
/// <param name="Package">The package.</param>
/// <param name="Request">How to fetch its archive.</param>
/// <param name="IsPinned">Whether the lock file decides which bytes these are.</param>
public sealed record PackageLocation(ResolvedPackage Package, FetchRequest Request, bool IsPinned);
