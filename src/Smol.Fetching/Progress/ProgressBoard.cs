namespace Smol.Fetching.Progress;

/// <summary>Gathers how far the files of a fetch are, and tells it ten times a second, so that one sees a server stall, too.</summary>
internal sealed class ProgressBoard : IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

    private readonly Lock _gate = new();
    private readonly IProgress<FetchProgress>? _listener;
    private readonly FetchItem[] _items;
    private readonly RateMeter _rate;
    private readonly ITimer? _timer;
    private bool _isOver;

    /// <param name="requests">What is fetched.</param>
    /// <param name="listener">Who is told; by one thread at a time.</param>
    /// <param name="time">The clock.</param>
    public ProgressBoard(IReadOnlyList<FetchRequest> requests, IProgress<FetchProgress>? listener, TimeProvider time)
    {
        _items = [.. requests.Select(request => new FetchItem(request.Name, FetchState.Waiting, 0, request.Size, null))];
        _listener = listener;
        _rate = new(time);
        if (listener is not null)
            _timer = time.CreateTimer(_ => Tell(), null, Interval, Interval);
    }

    /// <summary>A file got into another state.</summary>
    public void Enter(int index, FetchState state, string? problem = null)
    {
        lock (_gate)
        {
            FetchItem item = _items[index];
            _items[index] = item with { State = state, Problem = problem, Total = state == FetchState.Done ? item.Bytes : item.Total };
        }
    }

    /// <summary>So much of a file is here.</summary>
    /// <param name="index">Which file.</param>
    /// <param name="bytes">How many bytes are here.</param>
    /// <param name="total">How many it has; null when nobody said so.</param>
    /// <param name="received">How many of them came in just now.</param>
    public void Advance(int index, long bytes, long? total, int received)
    {
        lock (_gate)
        {
            _items[index] = _items[index] with { Bytes = bytes, Total = total ?? _items[index].Total };
            _rate.Add(received);
        }
    }

    /// <summary>Tells how it ended.</summary>
    public void Dispose()
    {
        _timer?.Dispose();
        Tell();
        lock (_gate)
            _isOver = true;
    }

    private void Tell()
    {
        lock (_gate)
        {
            if (!_isOver)
                _listener?.Report(new([.. _items], _rate.BytesPerSecond));
        }
    }
}
