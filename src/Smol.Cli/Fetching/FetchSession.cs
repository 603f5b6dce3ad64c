using System.CommandLine;
using Smol.Building.Inputs;
using Smol.Building.Recipes;
using Smol.Cli.Output;
using Smol.Cli.Settings;
using Smol.Fetching;
using Smol.Fetching.Downloads;
using Smol.Fetching.Progress;
using Smol.Guests.NetBsd.Mirrors;
using Smol.Guests.NetBsd.Packages;
using Smol.Storage.Archives;

namespace Smol.Cli.Fetching;

/// <summary>What one command fetches, with its progress on the terminal and Ctrl-C.</summary>
internal sealed class FetchSession : IDisposable
{
    private readonly Fetcher _fetcher;
    private readonly SetFetch _sets;
    private readonly FetchLine _line = new();

    /// <param name="folders">Where the cache is.</param>
    /// <param name="options">The options of the command that say where files come from.</param>
    /// <param name="parsed">The command line.</param>
    /// <param name="architecture">The architecture, in NetBSD's word.</param>
    /// <param name="stop">Ends it early.</param>
    /// <param name="recipe">What a recipe says of the release and the packages; null where there is none.</param>
    /// <exception cref="Storage.SmolException">The architecture or a place is not understood.</exception>
    public FetchSession(SmolFolders folders, MirrorOptions options, ParseResult parsed, string architecture, CancellationToken stop, ServiceOptions? recipe = null)
    {
        NetBsdPort port = NetBsdPort.Get(architecture);
        var downloads = new DownloadCache(folders.Downloads, TimeProvider.System);
        _fetcher = new(downloads, new FetcherOptions { IsOffline = options.IsOffline(parsed) });
        _sets = new(_fetcher, downloads, new ArchiveCache(folders.Archives));
        MirrorPlaces places = options.Places(parsed, port, recipe?.Release, recipe?.PackagesVersion);
        Mirror = new(port, places, _fetcher);
        PackageSite = places.Packages.ToString();
        Stop = stop;
    }

    public NetBsdMirror Mirror { get; }

    /// <summary>Where packages are.</summary>
    public string PackageSite { get; }

    public Fetcher Fetcher => _fetcher;

    /// <summary>Fetches sets, and unpacks them on the way.</summary>
    public SetFetch Sets => _sets;

    /// <summary>Shows how far a fetch is.</summary>
    public IProgress<FetchProgress> Progress => _line;

    public CancellationToken Stop { get; }

    /// <summary>Reads the summary of the packages, as the package site has it now.</summary>
    /// <exception cref="Storage.SmolException">It can't be had, or is damaged.</exception>
    public PackageSummary PackageSummary() => Mirror.Packages.SummaryAsync(_line, Stop).GetAwaiter().GetResult();

    /// <summary>Fetches packages, some at once.</summary>
    /// <exception cref="Storage.SmolException">One can't be had, or is not what the summary says.</exception>
    public IReadOnlyList<FetchedFile> FetchPackages(IEnumerable<PackageSummaryEntry> packages) =>
        _fetcher.FetchAllAsync([.. packages.Select(Mirror.Packages.ArchiveRequest)], _line, Stop).GetAwaiter().GetResult();

    /// <summary>Fetches a file of the mirror.</summary>
    /// <exception cref="Storage.SmolException">It can't be had, or is not what was expected.</exception>
    public FetchedFile Fetch(MirrorFile file) => _fetcher.FetchAsync(file.Request, _line, Stop).GetAwaiter().GetResult();

    /// <summary>Fetches sets, some at once, and unpacks them on the way.</summary>
    /// <exception cref="Storage.SmolException">One can't be had, or is not what was expected.</exception>
    public IReadOnlyList<FetchedFile> FetchSets(IReadOnlyList<MirrorFile> sets) => _sets.RunAsync(sets, _line, Stop).GetAwaiter().GetResult();

    public void Dispose()
    {
        _line.Dispose();
        _fetcher.Dispose();
    }
}
