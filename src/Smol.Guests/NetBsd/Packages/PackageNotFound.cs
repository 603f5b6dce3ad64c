using Smol.Storage;

namespace Smol.Guests.NetBsd.Packages;

/// <summary>The error that nothing satisfies a pattern: which one, by which chain, and what there is instead.</summary>
internal static class PackageNotFound
{
    private const int MostNames = 5;

    public static SmolException Create(PackageSummary repository, string pattern, ChosenPackage? neededBy, IReadOnlyList<ChosenPackage> installed)
    {
        string[] bases = [.. PackagePattern.Parse(pattern).Prefixes.Select(BaseOf).Distinct()];
        PackageName[] others = [.. bases.SelectMany(name => repository.Find(PackagePattern.Parse(name + "-[0-9]*"))).Select(entry => entry.Name).Distinct()];
        ChosenPackage? present = installed.FirstOrDefault(package => bases.Contains(package.Name.Base));
        string problem = others.Length == 0
            ? $"the repository has no {string.Join(" or ", bases.Take(MostNames))}"
            : $"the repository has only {string.Join(", ", others.Take(MostNames).Select(name => name.Full))}";
        if (present is not null)
            problem += $", and {present.Name} is installed";
        PackageSummaryEntry? successor = others.Length > 0 ? null
            : repository.Entries.FirstOrDefault(entry => entry.Supersedes.Any(old => bases.Contains(BaseOf(PackagePattern.Parse(old).Prefixes.First()))));
        return new(problem, neededBy is null ? pattern : $"{neededBy.Chain} → {pattern}",
            successor is null ? neededBy is null ? "'smol pkg search' shows what there is" : "the repository is not complete; take another one"
            : $"{successor.Name} took its place");
    }

    private static string BaseOf(string prefix) => prefix.TrimEnd('-') is { Length: > 0 } name ? name : prefix;
}
