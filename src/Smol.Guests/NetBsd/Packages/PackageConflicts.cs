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
        var all = new NameIndex<ChosenPackage>(packages, static package => package.Name);
        foreach (ChosenPackage package in all.Items)
        {
            foreach (string text in package.Conflicts)
            {
                foreach (ChosenPackage other in all.Find(parse(text)))
                {
                    if (other != package && (other.Entry is not null || package.Entry is not null))
                        throw Conflict(package, text, other);
                }
            }
        }
    }

    private static SmolException Conflict(ChosenPackage package, string pattern, ChosenPackage other) => new(
        $"conflicts with {pattern}, and {(other.Entry is null ? $"{other.Name} is installed" : $"{other.Name} is needed too: {other.Chain}")}",
        package.Entry is null ? $"{package.Name}, which is installed" : package.Chain,
        "leave one of them out");
}
