namespace Smol.Guests.NetBsd.Packages;

/// <summary>A package that a file tree has.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Conflicts">Patterns of the packages that it can't be beside: <c>@pkgcfl</c>.</param>
public sealed record InstalledPackage(PackageName Name, IReadOnlyList<string> Conflicts);
