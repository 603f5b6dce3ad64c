namespace Smol.Building.Booting;

/// <summary>Knows when a guest is to be ended: a step has failed, or the guest waits for a person who is not there.</summary>
internal sealed class GuestWatch : IDisposable
{
    // A step may print what a kernel says at its end; it then goes on.
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(2);

    // The filesystems are whole by then: a guest that never comes to its end has nothing to add.
    private static readonly TimeSpan Farewell = TimeSpan.FromSeconds(30);

    private readonly CancellationTokenSource _over = new();
    private bool _isSuspected;

    /// <summary>Cancelled when it is.</summary>
    public CancellationToken Over => _over.Token;

    /// <summary>Looks at the last line of the console, which may not be at its end yet.</summary>
    public void See(string line)
    {
        bool isLast = GuestEnd.IsLastWord(line);
        if (isLast || _isSuspected)
            _over.CancelAfter(isLast ? Silence : Timeout.InfiniteTimeSpan);
        _isSuspected = isLast;
    }

    /// <summary>Ends it now.</summary>
    public void End() => _over.CancelAfter(TimeSpan.Zero);

    /// <summary>Ends it if it does not do so by itself.</summary>
    public void EndInTime() => _over.CancelAfter(Farewell);

    /// <inheritdoc/>
    public void Dispose() => _over.Dispose();
}
