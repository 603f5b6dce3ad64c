using Smol.Storage;

namespace Smol.Guests.NetBsd.Packages;

/// <summary>Finds packages that say that they can't be installed beside each other.</summary>
internal static class PackageConflicts
{
    /// <summary>Refuses two packages of which one names the other, unless both are installed already.</summary>
    /// <param name="packages">All that would be installed.</param>
    /// <param name="parse">Reads a pattern.</param>
    /// <exception cref="SmolException">There are two.</exception>
    public static void Refuse(IEnumerable<ChosenPackage> packages, Func<string, PackagePattern> parse)
    {
        ChosenPackage[] sorted = [.. packages.OrderBy(package => package.Name.Full, StringComparer.Ordinal)];
        string[] names = [.. sorted.Select(package => package.Name.Full)];
        foreach (ChosenPackage package in sorted)
        {
            foreach (string text in package.Conflicts)
            {
                foreach (int index in Matching(names, parse(text)))
                {
                    ChosenPackage other = sorted[index];
                    if (other != package && (other.Entry is not null || package.Entry is not null))
                        throw Conflict(package, text, other);
                }
            }
        }
    }

    private static IEnumerable<int> Matching(string[] names, PackagePattern pattern)
    {
        foreach (string prefix in pattern.Prefixes)
        {
            int index = Array.BinarySearch(names, prefix, StringComparer.Ordinal);
            for (index = index < 0 ? ~index : index; index < names.Length && names[index].StartsWith(prefix, StringComparison.Ordinal); index++)
            {
                if (pattern.Matches(names[index]))
                    yield return index;
            }
        }
    }

    private static SmolException Conflict(ChosenPackage package, string pattern, ChosenPackage other) => new(
        $"conflicts with {pattern}, and {(other.Entry is null ? $"{other.Name} is installed" : $"{other.Name} is needed too: {other.Chain}")}",
        package.Entry is null ? $"{package.Name}, which is installed" : package.Chain,
        "leave one of them out");
}
