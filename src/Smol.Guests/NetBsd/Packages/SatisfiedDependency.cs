namespace Smol.Guests.NetBsd.Packages;

/// <summary>A pattern that a package depends on, and the package that it is satisfied by.</summary>
/// <param name="Pattern">The pattern.</param>
/// <param name="By">A package that is to be installed, or is there already.</param>
public readonly record struct SatisfiedDependency(string Pattern, PackageName By);
