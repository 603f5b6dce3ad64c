using System.Net.Http.Headers;
using Smol.Fetching.Downloads;
using Smol.Storage;

namespace Smol.Fetching.Transfers;

/// <summary>A file that comes in: its bytes, what reads them on the way, and what they are compared with in the end.</summary>
internal sealed class Arrival(FetchRequest request, string place, PartFile part, FetcherOptions options, CancellationToken cancellation) : IAsyncDisposable
{
    private readonly Expectation _expectation = new(request, place);
    private ConsumerRun? _consumer;
    private bool _isStartChecked;

    /// <summary>How many bytes are here.</summary>
    public long Length => part.Length;

    /// <summary>How many there will be; null while nobody said so.</summary>
    public long? Total => part.Note.Total ?? request.Size;

    /// <summary>What they are a part of.</summary>
    public PartNote Note => part.Note;

    /// <summary>Whether the bytes stem from more than one answer.</summary>
    public bool WasContinued => part.WasContinued;

    /// <summary>Whether the rest may be asked for: something must tell whether it fits to what is here.</summary>
    public bool CanContinue => _expectation.HasDigest || part.Note.Validator is not null;

    /// <summary>Whether an earlier process got everything, and only did not come to say so.</summary>
    public bool IsWhole => Length > 0 && Length == part.Note.Total;

    /// <summary>Whether nobody has to be asked any more: a digest tells whether what is here is what is wanted now.</summary>
    public bool NeedsNoServer => IsWhole && _expectation.HasDigest;

    /// <summary>Compares the length that an answer announces.</summary>
    /// <exception cref="SmolException">It is another than was expected, or too much.</exception>
    public void CheckAnnounced(HttpContentHeaders headers)
    {
        if (headers.ContentLength is not { } length)
            return;
        _expectation.CheckSize(length, headers.ContentType?.MediaType == "text/html");
        CheckMost(length);
    }

    /// <summary>The first byte comes next.</summary>
    /// <exception cref="SmolException">The cache can't be written.</exception>
    public async Task RestartAsync(PartNote note)
    {
        await BreakConsumerAsync().ConfigureAwait(false);
        part.Restart(note);
        _isStartChecked = false;
    }

    /// <summary>Another answer brings the rest.</summary>
    public void Continue() => part.WasContinued = true;

    /// <summary>Takes bytes in.</summary>
    /// <exception cref="SmolException">They are of another kind of file, or too many; or the cache can't be written.</exception>
    public void Append(ReadOnlySpan<byte> bytes)
    {
        CheckMost(Length + bytes.Length);
        if (Length + bytes.Length > Total)
            throw Reject(new SmolException($"the server sends more than {Total} bytes", place,
                "the file there is not the one that was asked for: use another mirror"));
        part.Append(bytes);
        if (!_isStartChecked && Length >= ContentKind.StartLength)
            CheckStart();
        if (_isStartChecked)
            FeedConsumer();
    }

    /// <summary>Checks all that came. What is right gets its name in the cache.</summary>
    /// <returns>Its record; null where it was put together from several answers in vain, and is to be got in one piece.</returns>
    /// <exception cref="SmolException">It is not what was expected; or the cache can't be written.</exception>
    public async Task<CachedDownload?> FinishAsync(bool mayStartAgain)
    {
        CheckStart();
        try
        {
            _expectation.CheckSize(Length, false);
        }
        catch (SmolException wrong)
        {
            throw Reject(wrong);
        }
        (string sha256, string? sha512) = part.Finish();
        if (_expectation.JudgeDigests(sha256, sha512, part.ReadStart()) is { } failure)
        {
            if (!WasContinued || !mayStartAgain)
                throw Reject(failure);
            await RestartAsync(new(place)).ConfigureAwait(false);
            return null;
        }
        var record = new CachedDownload(place, sha256, Length, options.Time.GetUtcNow()) { ETag = Note.ETag, LastModified = Note.LastModified };
        try
        {
            FeedConsumer();
            await (_consumer?.EndAsync() ?? Task.CompletedTask).ConfigureAwait(false);
        }
        catch when (!_expectation.HasDigest)
        {
            // Nobody but the consumer could tell that these are the right bytes, and it does not think so.
            part.Delete();
            throw;
        }
        catch
        {
            part.Commit(record, sha512);
            throw;
        }
        part.Commit(record, sha512);
        return record;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => new(BreakConsumerAsync());

    private void CheckStart()
    {
        try
        {
            _expectation.CheckStart(part.ReadStart());
            _isStartChecked = true;
        }
        catch (SmolException wrong)
        {
            throw Reject(wrong);
        }
    }

    private void CheckMost(long length)
    {
        if (length > options.MostBytes)
            throw Reject(new SmolException($"is longer than {options.MostBytes} bytes, which nothing is that we fetch", place, "check the URL"));
    }

    private SmolException Reject(SmolException why)
    {
        part.Delete();
        return why;
    }

    private void FeedConsumer()
    {
        if (request.Consumer is null)
            return;
        _consumer ??= new(request.Consumer, part.File, cancellation);
        _consumer.Grow(Length);
    }

    private async Task BreakConsumerAsync()
    {
        if (_consumer is null)
            return;
        await _consumer.DisposeAsync().ConfigureAwait(false);
        _consumer = null;
    }
}
