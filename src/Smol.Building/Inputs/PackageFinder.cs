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
        FetchedFile summary = await fetcher.FetchAsync(SummaryRequest(locks).Request, progress, cancellation).ConfigureAwait(false);
        IReadOnlyList<PackageLocation> packages = Resolve(summary.Path, wanted, installed, locks);
        IReadOnlyList<FetchedFile> files = await fetcher.FetchAllAsync([.. packages.Select(package => package.Request)], progress, cancellation).ConfigureAwait(false);
        return new(
            [.. packages.Zip(files, (package, file) => new FoundPackage(file.Path, package.Package.IsAutomatic, ToLocked(site.ArchivePlace(package.Package.Entry), file)))],
            ToLocked(site.SummaryPlace, summary));
    }

    /// <summary>Where packages are, as far as that is known without asking the site. Nothing is fetched or written.</summary>
    /// <param name="wanted">Names or patterns.</param>
    /// <param name="installed">What the tree has already.</param>
    /// <param name="locks">The lock file.</param>
    /// <exception cref="SmolException">One is nowhere, or conflicts with another.</exception>
    public PackageForecast? Foresee(IReadOnlyList<string> wanted, IReadOnlyList<InstalledPackage> installed, InputLock locks)
    {
        if (wanted.Count == 0)
            return null;
        (FetchRequest request, bool isPinned) = SummaryRequest(locks);
        return new(request, isPinned, fetcher.FindAtHand(request) is { } summary ? Resolve(summary.Path, wanted, installed, locks) : null);
    }

    private (FetchRequest Request, bool IsPinned) SummaryRequest(InputLock locks) =>
        Pinned(NameOf(site.SummaryPlace), site.SummaryPlace, locks) is { } pinned ? (pinned, true) : (site.SummaryRequest(), false);

    private PackageLocation[] Resolve(string summary, IReadOnlyList<string> wanted, IReadOnlyList<InstalledPackage> installed, InputLock locks)
    {
        return [.. new PackageResolver(PackageSummary.Read(summary), installed).Resolve(wanted).Select(Locate)];

        PackageLocation Locate(ResolvedPackage package)
        {
            Uri place = site.ArchivePlace(package.Entry);
            FetchRequest? pinned = Pinned(NameOf(place), place, locks);
            return new(package, pinned ?? site.ArchiveRequest(package.Entry), pinned is not null);
        }
    }

    private static FetchRequest? Pinned(string name, Uri place, InputLock locks) =>
        locks.FindPin(LockedInput.Package, name, place) is { } pin ? LockedFetch.Of(pin, place) : null;

    private LockedInput ToLocked(Uri place, FetchedFile file) => new(LockedInput.Package, NameOf(place), file.Size, file.Sha256, place);

    private string NameOf(Uri place) => $"{architecture}/{Uri.UnescapeDataString(place.Segments[^1])}";
}
