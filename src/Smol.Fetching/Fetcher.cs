using Smol.Fetching.Downloads;
using Smol.Fetching.Http;
using Smol.Fetching.Progress;
using Smol.Fetching.Transfers;
using Smol.Storage;

namespace Smol.Fetching;

/// <summary>
/// Fetches files into a cache: resumed where a download broke off, repeated where a server fails for a while, and checked before
/// anything uses them. Tasks and processes that want the same URL share one download.
/// </summary>
/// <param name="cache">Where downloads are kept.</param>
/// <param name="options">How to fetch.</param>
public sealed class Fetcher(DownloadCache cache, FetcherOptions options) : IDisposable
{
    private readonly Lazy<HttpSource> _http = new(() => new(options.Variable));

    /// <summary>Fetches one file.</summary>
    /// <param name="request">What to fetch.</param>
    /// <param name="progress">Is told how far it is, by one thread at a time, about ten times a second.</param>
    /// <param name="cancellation">Ends the fetch early; what has come is kept for the next one.</param>
    /// <exception cref="SmolException">It can't be had, or is not what was expected.</exception>
    public async Task<FetchedFile> FetchAsync(FetchRequest request, IProgress<FetchProgress>? progress = null, CancellationToken cancellation = default) =>
        (await FetchAllAsync([request], progress, cancellation).ConfigureAwait(false))[0];

    /// <summary>Fetches several files, some of them at once. The first that can't be had ends the others.</summary>
    /// <param name="requests">What to fetch.</param>
    /// <param name="progress">Is told how far they are, by one thread at a time, about ten times a second.</param>
    /// <param name="cancellation">Ends the fetch early; what has come is kept for the next one.</param>
    /// <returns>The files, in the order of the requests.</returns>
    /// <exception cref="SmolException">One can't be had, or is not what was expected.</exception>
    public async Task<IReadOnlyList<FetchedFile>> FetchAllAsync(
        IReadOnlyList<FetchRequest> requests, IProgress<FetchProgress>? progress = null, CancellationToken cancellation = default)
    {
        if (requests.Count == 0)
            return [];
        var files = new FetchedFile[requests.Count];
        using var board = new ProgressBoard(requests, progress, options.Time);
        var settings = new ParallelOptions { MaxDegreeOfParallelism = options.Parallelism, CancellationToken = cancellation };
        await Parallel.ForAsync(0, requests.Count, settings, async (index, token) =>
            files[index] = await FetchOneAsync(requests[index], new(board, index), token).ConfigureAwait(false)).ConfigureAwait(false);
        return files;
    }

    /// <summary>The file that a fetch would give without the network, as far as names and digests tell; nothing is read, checked or written.</summary>
    /// <param name="request">What would be fetched.</param>
    /// <returns>
    /// Null where it would have to be downloaded. What a URL gave before counts, though a fetch asks the server first whether it has changed.
    /// </returns>
    /// <exception cref="SmolException">The source is no URL that can be fetched.</exception>
    public FileAtHand? FindAtHand(FetchRequest request)
    {
        Uri source = FetchSource.Parse(request.Source);
        if (source.IsFile)
            return new FileInfo(source.LocalPath) is { Exists: true } file ? new(file.FullName, file.Length, null) : null;
        bool hasDigest = request.Sha256 is not null || request.Sha512 is not null;
        string? path = hasDigest ? cache.Find(request)
            : cache.Find(HttpSource.Show(source)) is { } known ? cache.FindSha256(known.Sha256) : null;
        return path is null ? null : new(path, new FileInfo(path).Length, Path.GetFileName(path));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_http.IsValueCreated)
            _http.Value.Dispose();
    }

    private async Task<FetchedFile> FetchOneAsync(FetchRequest request, ItemProgress progress, CancellationToken cancellation)
    {
        try
        {
            Uri source = FetchSource.Parse(request.Source);
            FetchedFile file = source.IsFile
                ? await LocalFile.FetchAsync(request, source.LocalPath, progress, cancellation).ConfigureAwait(false)
                : await new UrlFetch(request, source, cache, _http, options, progress).RunAsync(cancellation).ConfigureAwait(false);
            progress.Enter(FetchState.Done);
            return file;
        }
        catch (Exception failure)
        {
            progress.Enter(FetchState.Failed, (failure as SmolException)?.Problem);
            throw;
        }
    }
}
