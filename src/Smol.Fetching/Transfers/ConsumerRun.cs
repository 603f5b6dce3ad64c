using Microsoft.Win32.SafeHandles;

namespace Smol.Fetching.Transfers;

/// <summary>One call of a request's consumer, on a thread of its own, with the bytes of a file that grows.</summary>
internal sealed class ConsumerRun : IAsyncDisposable
{
    private readonly ArrivingStream _stream;
    private readonly Task _task;

    /// <param name="consumer">The consumer.</param>
    /// <param name="file">The file; stays open until the run has ended.</param>
    /// <param name="cancellation">Handed to the consumer.</param>
    public ConsumerRun(Action<Stream, CancellationToken> consumer, SafeFileHandle file, CancellationToken cancellation)
    {
        _stream = new(file);
        _task = Task.Factory.StartNew(() => consumer(_stream, cancellation), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    /// <summary>So many bytes are there now.</summary>
    public void Grow(long length) => _stream.Grow(length);

    /// <summary>The file is whole: waits for the consumer, and throws what it threw.</summary>
    public Task EndAsync()
    {
        _stream.End();
        return _task;
    }

    /// <summary>If the file never got whole, it was all for nothing: waits for the consumer, whatever it says.</summary>
    public async ValueTask DisposeAsync()
    {
        _stream.Break();
        await _task.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _stream.DisposeAsync().ConfigureAwait(false);
    }

    /// <summary>Gives a whole file to a consumer.</summary>
    public static async Task OverAsync(Action<Stream, CancellationToken> consumer, SafeFileHandle file, CancellationToken cancellation)
    {
        await using var run = new ConsumerRun(consumer, file, cancellation);
        run.Grow(RandomAccess.GetLength(file));
        await run.EndAsync().ConfigureAwait(false);
    }
}
