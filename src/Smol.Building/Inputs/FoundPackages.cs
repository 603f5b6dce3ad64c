using Smol.Building.Locking;

namespace Smol.Building.Inputs;

/// <summary>The packages that a recipe needs.</summary>
/// <param name="Packages">Each behind those that it needs.</param>
/// <param name="Summary">The summary that they were chosen from, which the lock file pins too: it decides which versions there are. Null where nothing is wanted.</param>
public sealed record FoundPackages(IReadOnlyList<FoundPackage> Packages, LockedInput? Summary)
{
    /// <summary>No packages.</summary>
    public static FoundPackages None { get; } = new([], null);

    /// <summary>What the lock file has of them.</summary>
    public IEnumerable<LockedInput> Locked => Summary is null ? [] : Packages.Select(package => package.Locked).Prepend(Summary);
}
