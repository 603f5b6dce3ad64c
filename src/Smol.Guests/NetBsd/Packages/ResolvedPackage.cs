namespace Smol.Guests.NetBsd.Packages;

/// <summary>A package that has to be installed.</summary>
/// <param name="Entry">What the repository says of it.</param>
/// <param name="IsAutomatic">Whether it is only there because another needs it.</param>
/// <param name="Dependencies">What satisfies each of its <c>DEPENDS</c>, in their order.</param>
public sealed record ResolvedPackage(PackageSummaryEntry Entry, bool IsAutomatic, IReadOnlyList<SatisfiedDependency> Dependencies);
