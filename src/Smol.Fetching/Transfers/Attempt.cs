using System.Net;
using System.Net.Http.Headers;
using Smol.Fetching.Downloads;
using Smol.Fetching.Http;
using Smol.Fetching.Progress;
using Smol.Storage;

namespace Smol.Fetching.Transfers;

/// <summary>One request for a file, or for the rest of it, and its answer.</summary>
internal sealed class Attempt(Uri url, Arrival arrival, HttpSource http, FetcherOptions options, ItemProgress progress)
{
    private const int ReadSize = 1 << 18;

    private readonly string _place = HttpSource.Show(url);

    /// <summary>Gets what is missing.</summary>
    /// <param name="known">What the URL gave before, if that would still do; the server is asked whether it changed.</param>
    /// <param name="asksForRest">Whether the server may be asked for a part of the file.</param>
    /// <param name="cancellation">Ends it early.</param>
    /// <returns>Whether all is here; false when what is known has not changed.</returns>
    /// <exception cref="AttemptException">It failed, and the next attempt may do better.</exception>
    /// <exception cref="SmolException">It failed for good.</exception>
    public async Task<bool> RunAsync(CachedDownload? known, bool asksForRest, CancellationToken cancellation)
    {
        using var watch = new SpeedWatch(options.Slowest, options.Time, cancellation);
        try
        {
            progress.Enter(FetchState.Connecting);
            using HttpResponseMessage answer = await http.GetAsync(url, question => Describe(question.Headers, known, asksForRest), watch.Token).ConfigureAwait(false);
            watch.Begin();
            if (answer.StatusCode == HttpStatusCode.NotModified && (arrival.IsWhole || (known is not null && arrival.Length == 0)))
                return arrival.IsWhole;
            await BeginAsync(answer, asksForRest).ConfigureAwait(false);
            progress.Enter(FetchState.Receiving);
            await ReceiveAsync(answer.Content, watch).ConfigureAwait(false);
            return true;
        }
        catch (Exception failure) when (failure is OperationCanceledException or HttpRequestException or IOException)
        {
            cancellation.ThrowIfCancellationRequested();
            throw watch.WasTooSlow ? new AttemptException(watch.Problem, failure) : NetworkFailure.Of(failure, _place);
        }
    }

    private void Describe(HttpRequestHeaders headers, CachedDownload? known, bool asksForRest)
    {
        if (arrival.IsWhole)
            AskWhetherChanged(headers, arrival.Note.ETag, arrival.Note.LastModified);
        else if (arrival.Length == 0)
            AskWhetherChanged(headers, known?.ETag, known?.LastModified);
        else if (asksForRest)
            AskForRest(headers);
    }

    private void AskForRest(HttpRequestHeaders headers)
    {
        headers.Range = new(arrival.Length, null);
        if (arrival.Note.Validator is { } validator)
            headers.TryAddWithoutValidation("If-Range", validator);
    }

    private static void AskWhetherChanged(HttpRequestHeaders headers, string? tag, string? time)
    {
        if (tag is not null)
            headers.TryAddWithoutValidation("If-None-Match", tag);
        if (time is not null)
            headers.TryAddWithoutValidation("If-Modified-Since", time);
    }

    private async Task BeginAsync(HttpResponseMessage answer, bool asksForRest)
    {
        bool askedForRest = asksForRest && arrival is { Length: > 0, IsWhole: false };
        switch (answer.StatusCode)
        {
            case HttpStatusCode.OK:
                arrival.CheckAnnounced(answer.Content.Headers);
                await arrival.RestartAsync(RangeAnswer.Note(_place, answer)).ConfigureAwait(false);
                break;
            case HttpStatusCode.PartialContent when askedForRest && RangeAnswer.IsRest(answer, arrival.Length, arrival.Note):
                arrival.Continue();
                break;
            case HttpStatusCode.PartialContent or HttpStatusCode.RequestedRangeNotSatisfiable when askedForRest:
                await arrival.RestartAsync(new(_place)).ConfigureAwait(false);
                throw new AttemptException("the server sent another part than we asked for") { DistrustsRanges = true };
            default:
                throw Refusal.Of(answer, _place, options.Retry.LongestServerPause, options.Time);
        }
    }

    private async Task ReceiveAsync(HttpContent content, SpeedWatch watch)
    {
        var buffer = new byte[ReadSize];
        await using Stream body = await content.ReadAsStreamAsync(watch.Token).ConfigureAwait(false);
        int count;
        while ((count = await body.ReadAsync(buffer, watch.Token).ConfigureAwait(false)) > 0)
        {
            watch.Add(count);
            arrival.Append(buffer.AsSpan(0, count));
            progress.Advance(arrival.Length, arrival.Total, count);
        }
        if (arrival.Total is { } total && arrival.Length < total)
            throw new AttemptException($"the connection ended after {arrival.Length} of {total} bytes");
    }
}
