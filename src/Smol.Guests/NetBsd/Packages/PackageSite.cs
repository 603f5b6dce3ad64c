using Smol.Fetching;
using Smol.Fetching.Progress;
using Smol.Guests.NetBsd.Mirrors;
using Smol.Storage;

namespace Smol.Guests.NetBsd.Packages;

/// <summary>A place that holds binary packages and their summary: a folder of this host, or of a server.</summary>
/// <param name="place">The place.</param>
/// <param name="fetcher">Fetches from it.</param>
public sealed class PackageSite(MirrorPlace place, Fetcher fetcher)
{
    private static readonly string[] SummaryNames = ["pkg_summary.gz", "pkg_summary.xz", "pkg_summary"];

    /// <summary>Where the summary is.</summary>
    /// <exception cref="SmolException">The place is a folder that has none.</exception>
    public Uri SummaryPlace => SummaryNames.Select(place.At).FirstOrDefault(summary => !place.IsFolder || File.Exists(summary.LocalPath))
        ?? throw new SmolException("has no pkg_summary.gz, pkg_summary.xz or pkg_summary", place.ToString(), "in a folder of packages, 'pkg_info -X *.tgz | gzip >pkg_summary.gz' makes it");

    /// <summary>How to fetch the summary.</summary>
    /// <exception cref="SmolException">The place is a folder that has none.</exception>
    public FetchRequest SummaryRequest() => new(Source(SummaryPlace)) { Kind = SummaryPlace.AbsolutePath.EndsWith(".gz", StringComparison.Ordinal) ? ContentKind.Gzip : null };

    /// <summary>The summary, as the place has it now.</summary>
    /// <exception cref="SmolException">It can't be had, or is damaged.</exception>
    public async Task<PackageSummary> SummaryAsync(IProgress<FetchProgress>? progress, CancellationToken cancellation) =>
        PackageSummary.Read((await fetcher.FetchAsync(SummaryRequest(), progress, cancellation).ConfigureAwait(false)).Path);

    /// <summary>Where a package's archive is.</summary>
    /// <exception cref="SmolException">The summary names a file outside of the place.</exception>
    public Uri ArchivePlace(PackageSummaryEntry entry)
    {
        string name = entry.FileName;
        if (name.Contains('/', StringComparison.Ordinal) || name is "." or "..")
            throw new SmolException($"the archive of {entry.Name} is called '{name}', which leaves the place", place.ToString());
        return place.At(name);
    }

    /// <summary>How to fetch a package's archive: with the length and the digest that the summary says, if it says them.</summary>
    /// <exception cref="SmolException">The summary names a file outside of the place.</exception>
    public FetchRequest ArchiveRequest(PackageSummaryEntry entry)
    {
        string[] checksum = entry.FileChecksum?.Split(' ') ?? [];
        return new(Source(ArchivePlace(entry)))
        {
            Name = entry.FileName,
            Size = entry.FileSize,
            Sha256 = checksum is ["SHA256", string sha256] ? sha256 : null,
            Sha512 = checksum is ["SHA512", string sha512] ? sha512 : null,
            MismatchHint = "the summary speaks of another file: fetch it again when the site is in order, or use another one",
        };
    }

    private static string Source(Uri uri) => uri.IsFile ? uri.LocalPath : uri.AbsoluteUri;
}
