using Smol.Building.Locking;
using Smol.Fetching;
using Smol.Fetching.Progress;
using Smol.Guests.NetBsd.Packages;
using Smol.Storage;

namespace Smol.Building.Inputs;

/// <summary>Finds NetBSD packages and what they need, and fetches them.</summary>
/// <param name="architecture">NetBSD's word for the architecture.</param>
/// <param name="site">Where the packages are.</param>
/// <param name="fetcher">Fetches from there.</param>
public sealed class PackageFinder(string architecture, PackageSite site, Fetcher fetcher)
{
    /// <summary>Finds packages.</summary>
    /// <param name="wanted">Names or patterns.</param>
    /// <param name="installed">What the tree has already.</param>
    /// <param name="locks">The lock file: the summary that it pins decides the versions, and the packages that it pins must be the same bytes.</param>
    /// <param name="progress">Is told how far the fetch is.</param>
    /// <param name="cancellation">Ends it early.</param>
    /// <exception cref="SmolException">One is nowhere, conflicts with another, or can't be fetched.</exception>
    public async Task<FoundPackages> FindAsync(
        IReadOnlyList<string> wanted, IReadOnlyList<InstalledPackage> installed, InputLock locks, IProgress<FetchProgress>? progress, CancellationToken cancellation)
    {
        if (wanted.Count == 0)
            return FoundPackages.None;
        Uri place = site.SummaryPlace;
        string summaryName = NameOf(place);
        FetchedFile summary = await fetcher.FetchAsync(Pinned(summaryName, place, locks) ?? site.SummaryRequest(), progress, cancellation).ConfigureAwait(false);
        IReadOnlyList<ResolvedPackage> packages = new PackageResolver(PackageSummary.Read(summary.Path), installed).Resolve(wanted);
        FetchRequest[] requests = [.. packages.Select(package => Pinned(NameOf(site.ArchivePlace(package.Entry)), site.ArchivePlace(package.Entry), locks) ?? site.ArchiveRequest(package.Entry))];
        IReadOnlyList<FetchedFile> files = await fetcher.FetchAllAsync(requests, progress, cancellation).ConfigureAwait(false);
        return new(
            [.. packages.Zip(files, (package, file) => new FoundPackage(file.Path, package.IsAutomatic, ToLocked(site.ArchivePlace(package.Entry), file)))],
            ToLocked(place, summary));
    }

    private static FetchRequest? Pinned(string name, Uri place, InputLock locks) =>
        locks.FindPin(LockedInput.Package, name, place) is { } pin ? LockedFetch.Of(pin, place) : null;

    private LockedInput ToLocked(Uri place, FetchedFile file) => new(LockedInput.Package, NameOf(place), file.Size, file.Sha256, place);

    private string NameOf(Uri place) => $"{architecture}/{Uri.UnescapeDataString(place.Segments[^1])}";
}
