namespace Smol.Guests.NetBsd.Packages;

/// <summary>A package that a resolution takes.</summary>
internal sealed class ChosenPackage(PackageName name, PackageSummaryEntry? entry, ChosenPackage? neededBy, string? pattern, IReadOnlyList<string> conflicts)
{
    private const int MostLinks = 12;

    public PackageName Name => name;

    /// <summary>Null for what is installed already.</summary>
    public PackageSummaryEntry? Entry => entry;

    public IReadOnlyList<string> Conflicts => conflicts;

    public List<SatisfiedDependency> Dependencies { get; } = [];

    /// <summary>Whether somebody asked for it by name.</summary>
    public bool IsWanted => neededBy is null;

    /// <summary>Whether its dependencies are being, or were, looked at.</summary>
    public bool IsEntered { get; set; }

    /// <summary>Why it is taken, from what was wanted on: <c>nginx-1.27 → pcre2&gt;=10.42 → pcre2-10.43</c>. The middle of a long one is left out.</summary>
    public string Chain
    {
        get
        {
            var links = new List<string>();
            for (ChosenPackage? package = this; package is not null; package = package.NeededBy)
            {
                links.Add(package.Name.Full);
                if (package.Pattern is { } text && text != package.Name.Full)
                    links.Add(text);
            }
            links.Reverse();
            if (links.Count > MostLinks)
            {
                links.RemoveRange(MostLinks / 2, links.Count - MostLinks);
                links.Insert(MostLinks / 2, "…");
            }
            return string.Join(" → ", links);
        }
    }

    private ChosenPackage? NeededBy => neededBy;

    private string? Pattern => pattern;
}
