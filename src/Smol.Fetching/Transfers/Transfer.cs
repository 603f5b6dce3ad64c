using Smol.Fetching.Downloads;
using Smol.Fetching.Http;
using Smol.Fetching.Progress;
using Smol.Storage;

namespace Smol.Fetching.Transfers;

/// <summary>Gets a file from its server, in as many attempts as that takes.</summary>
internal sealed class Transfer(Uri url, Arrival arrival, HttpSource http, FetcherOptions options, ItemProgress progress)
{
    /// <summary>An attempt that brings so many new bytes was none in vain.</summary>
    private const long Worthwhile = 1 << 20;

    private readonly Attempt _attempt = new(url, arrival, http, options, progress);
    private long _furthest = arrival.Length;
    private int _failures;
    private bool _trustsRanges = true;

    /// <summary>Gets it.</summary>
    /// <param name="known">What the URL gave before, if that would still do.</param>
    /// <param name="cancellation">Ends it early; what has come is kept.</param>
    /// <returns>Its record; null when what is known has not changed.</returns>
    /// <exception cref="SmolException">It can't be had, or is not what was expected.</exception>
    public async Task<CachedDownload?> RunAsync(CachedDownload? known, CancellationToken cancellation)
    {
        while (true)
        {
            try
            {
                bool asksForRest = _trustsRanges && arrival.CanContinue;
                if (!arrival.NeedsNoServer && !await _attempt.RunAsync(known, asksForRest, cancellation).ConfigureAwait(false))
                    return null;
                if (await arrival.FinishAsync(mayStartAgain: _trustsRanges).ConfigureAwait(false) is { } record)
                    return record;
                _trustsRanges = false;
            }
            catch (AttemptException failure)
            {
                await PauseAsync(failure, cancellation).ConfigureAwait(false);
            }
        }
    }

    private async Task PauseAsync(AttemptException failure, CancellationToken cancellation)
    {
        if (arrival.Length >= _furthest + Worthwhile)
            _failures = 0;
        _furthest = Math.Max(_furthest, arrival.Length);
        _failures++;
        if (_failures >= options.Retry.MostAttempts)
        {
            throw new SmolException($"can't be downloaded: {failure.Message} (tried {_failures} times)", HttpSource.Show(url),
                "try again later: what has come is kept; or use another mirror", failure);
        }
        if (failure.DistrustsRanges)
        {
            _trustsRanges = false;
            return;
        }
        TimeSpan pause = options.Retry.Pause(_failures, Random.Shared.NextDouble());
        if (failure.ServerPause > pause)
            pause = failure.ServerPause.Value;
        progress.Enter(FetchState.Pausing, failure.Message);
        await Task.Delay(pause, options.Time, cancellation).ConfigureAwait(false);
    }
}
