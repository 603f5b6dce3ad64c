using System.Security.Cryptography;
using Smol.Fetching.Downloads;
using Smol.Fetching.Progress;
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
    private readonly HttpClient _client = new();

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
        var files = new FetchedFile[requests.Count];
        var settings = new ParallelOptions { MaxDegreeOfParallelism = options.Parallelism, CancellationToken = cancellation };
        await Parallel.ForAsync(0, requests.Count, settings, async (index, token) =>
            files[index] = await FetchOneAsync(requests[index], token).ConfigureAwait(false)).ConfigureAwait(false);
        return files;
    }

    /// <inheritdoc/>
    public void Dispose() => _client.Dispose();

    private async Task<FetchedFile> FetchOneAsync(FetchRequest request, CancellationToken cancellation)
    {
        if (request.Sha256 is not null && cache.FindSha256(request.Sha256) is { } known)
            return new(request.Source, known, request.Sha256, new FileInfo(known).Length, FetchOrigin.Cache);
        byte[] bytes = request.Source.Contains("://", StringComparison.Ordinal) && !request.Source.StartsWith("file:", StringComparison.Ordinal)
            ? await _client.GetByteArrayAsync(new Uri(request.Source), cancellation).ConfigureAwait(false)
            : await File.ReadAllBytesAsync(request.Source, cancellation).ConfigureAwait(false);
        string sha256 = Convert.ToHexStringLower(SHA256.HashData(bytes));
        if (request.Sha256 is not null && sha256 != request.Sha256)
            throw new SmolException($"has the SHA-256 {sha256}, not {request.Sha256} as expected", request.Source);
        cache.Layout.Make();
        string part = cache.Layout.Part(request.Source);
        await File.WriteAllBytesAsync(part, bytes, cancellation).ConfigureAwait(false);
        cache.Commit(part, new(request.Source, sha256, bytes.Length, options.Time.GetUtcNow()), null);
        return new(request.Source, cache.Layout.File(sha256), sha256, bytes.Length, FetchOrigin.Network);
    }
}
