using System.Net.Sockets;
using Smol.Machines.Firecracker;
using Smol.Machines.State;
using Smol.Storage;

namespace Smol.Machines.Consoles;

/// <summary>
/// Somebody at the console of a machine that runs by itself; any number can be there at once. All see the log, from some lines before
/// on. Who types first takes the console's socket and keeps it; the others send him their keys, and when he is gone the next who types
/// takes it.
/// </summary>
internal sealed class ConsoleVisit(MachinePaths paths, ConsoleUser user) : IDisposable
{
    private readonly Socket _sender = new(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
    private ConsoleSession? _session;

    /// <summary>Stays until the machine ends or the user goes.</summary>
    /// <param name="follow">Copies the log to the user, until the machine has ended or it is cancelled.</param>
    /// <param name="stop">Goes.</param>
    /// <returns>Whether the user went, and the machine goes on.</returns>
    public async Task<bool> StayAsync(Func<CancellationToken, Task> follow, CancellationToken stop)
    {
        using var going = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var gone = new TaskCompletionSource();
        Task typing = new ConsoleTyping(user, TypeAsync).RunAsync(_ => gone.TrySetResult(), going.Token);
        Task following = follow(going.Token);
        _ = typing.ContinueWith(_ => gone.TrySetResult(), CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
        await Task.WhenAny(following, gone.Task).ConfigureAwait(false);
        bool isGone = !following.IsCompleted;
        await going.CancelAsync().ConfigureAwait(false);
        try
        {
            await following.ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (isGone)
        {
            // That is how it was to end.
        }
        if (typing.IsFaulted)
            await typing.ConfigureAwait(false);
        return isGone;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _session?.Dispose();
        _sender.Dispose();
    }

    private async Task TypeAsync(ReadOnlyMemory<byte> keys)
    {
        if (FirecrackerConsole.IsThere(paths))
        {
            await using FileStream input = Fifo.Open(paths.ConsoleInput);
            await input.WriteAsync(keys).ConfigureAwait(false);
            return;
        }
        // Between one who leaves and the next who takes his place a key may find nobody; it is tried again.
        for (int attempt = 0; ; attempt++)
        {
            if (_session is null && await ConsoleSession.TryConnectAsync(paths, CancellationToken.None).ConfigureAwait(false) is { } taken)
            {
                _session = taken;
                // What it says is in the log.
                _ = taken.CopyAsync(Stream.Null);
            }
            if (_session is not null)
            {
                await _session.WriteAsync(keys).ConfigureAwait(false);
                return;
            }
            try
            {
                await _sender.SendToAsync(keys, new UnixDomainSocketEndPoint(paths.ConsoleKeys)).ConfigureAwait(false);
                return;
            }
            catch (SocketException failure)
            {
                if (attempt == 20)
                    throw new SmolException("what is typed does not get there: " + failure.Message, paths.ConsoleKeys, cause: failure);
                await Task.Delay(TimeSpan.FromMilliseconds(50)).ConfigureAwait(false);
            }
        }
    }
}
