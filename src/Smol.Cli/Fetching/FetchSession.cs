using System.CommandLine;
using Smol.Cli.Output;
using Smol.Cli.Settings;
using Smol.Fetching;
using Smol.Fetching.Downloads;
using Smol.Guests.NetBsd.Mirrors;

namespace Smol.Cli.Fetching;

/// <summary>What one command fetches, with its progress on the terminal and Ctrl-C.</summary>
internal sealed class FetchSession : IDisposable
{
    private readonly Fetcher _fetcher;
    private readonly FetchLine _line = new();

    /// <param name="folders">Where the cache is.</param>
    /// <param name="options">The options of the command that say where files come from.</param>
    /// <param name="parsed">The command line.</param>
    /// <param name="architecture">The architecture, in NetBSD's word.</param>
    /// <param name="stop">Ends it early.</param>
    /// <exception cref="Storage.SmolException">The architecture or a place is not understood.</exception>
    public FetchSession(SmolFolders folders, MirrorOptions options, ParseResult parsed, string architecture, CancellationToken stop)
    {
        NetBsdPort port = NetBsdPort.Get(architecture);
        _fetcher = new(new DownloadCache(folders.Downloads, TimeProvider.System), new FetcherOptions { IsOffline = options.IsOffline(parsed) });
        Mirror = new(port, options.Places(parsed, port), _fetcher);
        Stop = stop;
    }

    public NetBsdMirror Mirror { get; }

    public CancellationToken Stop { get; }

    /// <summary>Fetches files of the mirror, some at once.</summary>
    /// <exception cref="Storage.SmolException">One can't be had, or is not what was expected.</exception>
    public IReadOnlyList<FetchedFile> Fetch(IReadOnlyList<FetchRequest> requests) =>
        _fetcher.FetchAllAsync(requests, _line, Stop).GetAwaiter().GetResult();

    public void Dispose()
    {
        _line.Dispose();
        _fetcher.Dispose();
    }
}
