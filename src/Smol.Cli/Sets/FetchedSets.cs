using Smol.Building.Composition;
using Smol.Fetching.Downloads;

namespace Smol.Cli.Sets;

/// <summary>The sets among the downloads of the cache: those that came from an <c>ARCH/binary/sets</c> folder.</summary>
internal static class FetchedSets
{
    /// <summary>The sets of an architecture, by name; of two releases' sets the one that was used last.</summary>
    public static IReadOnlyList<SetFile> List(DownloadCache downloads, string architecture)
    {
        string folder = $"/{architecture}/binary/sets/";
        return
        [
            .. downloads.List().OrderByDescending(entry => entry.Used)
                .SelectMany(entry => entry.Urls.Where(url => url.Contains(folder, StringComparison.Ordinal)).Select(url => (Name: SetLibrary.NameOfArchive(url[(url.LastIndexOf('/') + 1)..]), entry.Path)))
                .Where(set => set.Name is not null).DistinctBy(set => set.Name).OrderBy(set => set.Name, StringComparer.Ordinal).Select(set => new SetFile(set.Name!, set.Path)),
        ];
    }
}
