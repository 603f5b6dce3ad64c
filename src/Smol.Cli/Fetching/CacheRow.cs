using Smol.Fetching.Downloads;
using Smol.Storage.Archives;

namespace Smol.Cli.Fetching;

/// <summary>A file of the cache, as <c>smol cache ls</c> prints it.</summary>
/// <param name="Kind"><c>download</c>, or <c>unpacked</c> for what an archive decompresses to.</param>
/// <param name="Name">What it is, as far as that is known.</param>
/// <param name="Size">Its length in bytes.</param>
/// <param name="Sha256">The digest of the file as it came; both kinds of one file have the same.</param>
/// <param name="Used">When a fetch last gave it; null for what is unpacked.</param>
/// <param name="Sources">URLs and paths that it came from.</param>
internal sealed record CacheRow(string Kind, string Name, long Size, string Sha256, DateTimeOffset? Used, IReadOnlyList<string> Sources)
{
    private const string Unknown = "-";

    /// <summary>All rows, downloads first; what was downloaded and unpacked has the download's name in both.</summary>
    public static CacheRow[] All(DownloadCache downloads, ArchiveCache archives)
    {
        CacheRow[] fetched = [.. downloads.List().Select(entry => new CacheRow("download", NameOf(entry.Urls), entry.Size, entry.Sha256, entry.Used, entry.Urls))];
        ILookup<string, string> names = fetched.ToLookup(row => row.Sha256, row => row.Name);
        IEnumerable<CacheRow> unpacked = archives.List().Select(archive =>
        {
            string[] origins = [.. archive.Origins.Select(origin => origin.Part.Length == 0 ? origin.Path : $"{origin.Path}: {origin.Part}")];
            return new CacheRow("unpacked", names[archive.Digest].FirstOrDefault() ?? NameOf(origins), archive.Length, archive.Digest, null, origins);
        });
        return [.. fetched.Concat(unpacked)];
    }

    private static string NameOf(IReadOnlyList<string> sources) =>
        sources is [string first, ..] ? first[(first.LastIndexOf('/') + 1)..] : Unknown;
}
