using System.Net;
using System.Net.Sockets;
using Smol.Machines.Ports;

namespace Smol.Machines.Timing;

/// <summary>
/// Finds when somebody answers behind a TCP port. QEMU itself takes connections as soon as it is up, so only a byte that comes back counts;
/// a request of HTTP is sent, for many services speak second.
/// </summary>
public static class PortProbe
{
    // A guest that is not up yet leaves a connection open, and may answer it or not; the next one is not to wait for that.
    private const int MostOpen = 8;

    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(5);

    /// <summary>Where a forward is reached from this host.</summary>
    public static IPEndPoint EndPointOf(PortForward forward)
    {
        IPAddress address = forward.HostAddress;
        if (address.Equals(IPAddress.Any))
            address = IPAddress.Loopback;
        else if (address.Equals(IPAddress.IPv6Any))
            address = IPAddress.IPv6Loopback;
        return new(address, forward.HostPort);
    }

    /// <summary>Waits for the first byte.</summary>
    /// <param name="place">The port.</param>
    /// <param name="time">The clock.</param>
    /// <param name="stop">Gives up.</param>
    public static async Task WaitAsync(IPEndPoint place, TimeProvider time, CancellationToken stop)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var answered = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var open = new List<Task>();
        try
        {
            while (!answered.Task.IsCompleted)
            {
                open.RemoveAll(ask => ask.IsCompleted);
                if (open.Count < MostOpen)
                    open.Add(AskAsync(place, answered, time, over.Token));
                await Task.WhenAny(answered.Task, Task.Delay(Between, time, over.Token)).ConfigureAwait(false);
                stop.ThrowIfCancellationRequested();
            }
        }
        finally
        {
            await over.CancelAsync().ConfigureAwait(false);
            await Task.WhenAll(open).ConfigureAwait(false);
        }
    }

    private static async Task AskAsync(IPEndPoint place, TaskCompletionSource answered, TimeProvider time, CancellationToken over)
    {
        using var alarm = new CancellationTokenSource(Longest, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(alarm.Token, over);
        using var socket = new Socket(place.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            await socket.ConnectAsync(place, either.Token).ConfigureAwait(false);
            await socket.SendAsync("GET / HTTP/1.0\r\n\r\n"u8.ToArray(), either.Token).ConfigureAwait(false);
            if (await socket.ReceiveAsync(new byte[1], either.Token).ConfigureAwait(false) > 0)
                answered.TrySetResult();
        }
        catch (Exception failure) when (failure is SocketException or OperationCanceledException)
        {
            // Nobody is there yet.
        }
    }
}
