using Microsoft.Win32.SafeHandles;
using Smol.Fetching.Downloads;
using Smol.Fetching.Http;
using Smol.Fetching.Locks;
using Smol.Fetching.Progress;
using Smol.Storage;

namespace Smol.Fetching.Transfers;

/// <summary>Fetches a URL: from the cache where that will do, or else from its server.</summary>
internal sealed class UrlFetch(FetchRequest request, Uri url, DownloadCache cache, Lazy<HttpSource> http, FetcherOptions options, ItemProgress progress)
{
    private readonly string _place = HttpSource.Show(url);
    private readonly Expectation _expectation = new(request, HttpSource.Show(url));

    /// <summary>Fetches it.</summary>
    /// <exception cref="SmolException">It can't be had, or is not what was expected.</exception>
    public async Task<FetchedFile> RunAsync(CancellationToken cancellation)
    {
        DateTimeOffset asked = options.Time.GetUtcNow();
        if (cache.Find(request) is { } path)
            return await GiveAsync(path, FetchOrigin.Cache, cancellation).ConfigureAwait(false);
        if (options.IsOffline)
            return await GiveAsync(FindOffline(), FetchOrigin.Cache, cancellation).ConfigureAwait(false);
        using FileLock held = await LockAsync(cancellation).ConfigureAwait(false);
        // Whoever had the lock may have fetched it.
        if (cache.Find(request) is { } arrived)
            return await GiveAsync(arrived, FetchOrigin.Cache, cancellation).ConfigureAwait(false);
        CachedDownload? known = _expectation.HasDigest ? null : cache.Find(_place);
        if (known?.Checked >= asked)
            return await GiveAsync(cache.Layout.File(known.Sha256), FetchOrigin.Cache, cancellation).ConfigureAwait(false);
        if (await TransferAsync(known, cancellation).ConfigureAwait(false) is { } record)
            return new(_place, cache.Layout.File(record.Sha256), record.Sha256, record.Size, FetchOrigin.Network);
        cache.Confirm(known!);
        return await GiveAsync(cache.Layout.File(known!.Sha256), FetchOrigin.Unchanged, cancellation).ConfigureAwait(false);
    }

    private string FindOffline()
    {
        if (!_expectation.HasDigest && cache.Find(_place) is { } known)
            return cache.Layout.File(known.Sha256);
        throw new SmolException("is not in the cache, and nothing is downloaded offline", _place, "leave --offline away once, or name a local mirror");
    }

    private async Task<FileLock> LockAsync(CancellationToken cancellation)
    {
        try
        {
            cache.Layout.Make();
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw cache.Unusable(failure);
        }
        return await FileLock.TakeAsync(cache.Layout.Lock(_place), options.Time, cancellation).ConfigureAwait(false);
    }

    private async Task<CachedDownload?> TransferAsync(CachedDownload? known, CancellationToken cancellation)
    {
        DateTimeOffset booted = options.Time.GetUtcNow() - TimeSpan.FromMilliseconds(Environment.TickCount64);
        using PartFile part = PartFile.Open(cache, _place, request, booted);
        await using var arrival = new Arrival(request, _place, part, options, cancellation);
        progress.Advance(arrival.Length, arrival.Total, 0);
        return await new Transfer(url, arrival, http.Value, options, progress).RunAsync(known, cancellation).ConfigureAwait(false);
    }

    /// <summary>Gives a file that the cache has.</summary>
    private async Task<FetchedFile> GiveAsync(string path, FetchOrigin origin, CancellationToken cancellation)
    {
        using SafeFileHandle file = LocalFile.Open(path);
        long size = RandomAccess.GetLength(file);
        _expectation.CheckSize(size, false);
        _expectation.CheckStart(LocalFile.ReadStart(file));
        var given = new FetchedFile(_place, path, Path.GetFileName(path), size, origin);
        cache.NoteUse(_place);
        progress.Advance(size, size, 0);
        if (request.Consumer is not null)
            await ConsumerRun.OverAsync(request.Consumer, file, cancellation).ConfigureAwait(false);
        return given;
    }
}
