namespace Smol.Fetching.Http;

/// <summary>Ends an attempt whose server is too slow.</summary>
internal sealed class SpeedWatch : IDisposable
{
    private readonly CancellationTokenSource _source;
    private readonly SpeedLimit _limit;
    private readonly ITimer _timer;
    private long _bytes;

    /// <param name="limit">How slow is too slow.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellation">Ends the attempt for another reason.</param>
    public SpeedWatch(SpeedLimit limit, TimeProvider time, CancellationToken cancellation)
    {
        _limit = limit;
        _source = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        _timer = time.CreateTimer(_ => Judge(), null, limit.Window, limit.Window);
    }

    /// <summary>Ends the attempt.</summary>
    public CancellationToken Token => _source.Token;

    /// <summary>Whether it was ended for the server's slowness.</summary>
    public bool WasTooSlow { get; private set; }

    /// <summary>What to say then.</summary>
    public string Problem => $"the server sent less than {_limit.Bytes} bytes in {_limit.Window.TotalSeconds:0.#} s";

    /// <summary>The answer began: a new window begins with it.</summary>
    public void Begin()
    {
        Interlocked.Exchange(ref _bytes, 0);
        _timer.Change(_limit.Window, _limit.Window);
    }

    /// <summary>So many bytes came in.</summary>
    public void Add(int bytes) => Interlocked.Add(ref _bytes, bytes);

    /// <inheritdoc/>
    public void Dispose()
    {
        _timer.Dispose();
        _source.Dispose();
    }

    private void Judge()
    {
        if (Interlocked.Exchange(ref _bytes, 0) >= _limit.Bytes)
            return;
        WasTooSlow = true;
        try
        {
            _source.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // The attempt ended at this very moment.
        }
    }
}
