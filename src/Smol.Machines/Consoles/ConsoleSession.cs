using System.Net.Sockets;
using Smol.Fetching.Locks;
using Smol.Machines.State;
using Smol.Storage;

namespace Smol.Machines.Consoles;

/// <summary>
/// A connection to a machine's console. QEMU serves one at a time; a lock says who has it, and a datagram socket beside it takes the
/// keys of all others who are attached: see <see cref="ConsoleVisit"/>.
/// </summary>
internal sealed class ConsoleSession : IConsole
{
    // One read of ConsoleTyping.
    private const int LongestDatagram = 4096;

    private readonly FileLock _lock;
    private readonly NetworkStream _stream;
    private readonly Socket _keys;
    private readonly SemaphoreSlim _writing = new(1);

    private ConsoleSession(FileLock held, NetworkStream stream, Socket keys)
    {
        _lock = held;
        _stream = stream;
        _keys = keys;
    }

    /// <summary>Connects.</summary>
    /// <param name="paths">The machine's files.</param>
    /// <param name="stop">Gives up.</param>
    /// <returns>The session, or null when another process has it.</returns>
    /// <exception cref="SmolException">Nobody listens there.</exception>
    public static async Task<ConsoleSession?> TryConnectAsync(MachinePaths paths, CancellationToken stop)
    {
        if (FileLock.TryTake(paths.ConsoleLock) is not { } held)
            return null;
        var keys = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            // Of somebody who was killed.
            File.Delete(paths.ConsoleKeys);
            keys.Bind(new UnixDomainSocketEndPoint(paths.ConsoleKeys));
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(paths.ConsoleSocket), stop).ConfigureAwait(false);
            return new(held, new NetworkStream(socket, ownsSocket: true), keys);
        }
        catch (Exception failure)
        {
            socket.Dispose();
            keys.Dispose();
            held.Dispose();
            if (failure is SocketException or IOException)
                throw new SmolException("the console can't be reached: " + failure.Message, paths.ConsoleSocket, cause: failure);
            throw;
        }
    }

    /// <summary>Copies what the guest says until the machine ends, and passes on what others type.</summary>
    /// <param name="output">What the guest says.</param>
    public async Task CopyAsync(Stream output)
    {
        using var over = new CancellationTokenSource();
        Task relay = RelayAsync(over.Token);
        var buffer = new byte[16 << 10];
        try
        {
            int count;
            while ((count = await _stream.ReadAsync(buffer, CancellationToken.None).ConfigureAwait(false)) > 0)
                output = await ShowAsync(output, buffer.AsMemory(0, count)).ConfigureAwait(false);
        }
        catch (Exception end) when (end is IOException or ObjectDisposedException)
        {
            // A QEMU that is killed does not say good-bye, and who detaches does not either.
        }
        await over.CancelAsync().ConfigureAwait(false);
        await relay.ConfigureAwait(false);
    }

    /// <summary>Types.</summary>
    /// <exception cref="IOException">The machine has ended.</exception>
    public async Task WriteAsync(ReadOnlyMemory<byte> bytes)
    {
        await _writing.WaitAsync().ConfigureAwait(false);
        try
        {
            await _stream.WriteAsync(bytes).ConfigureAwait(false);
        }
        finally
        {
            _writing.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _stream.Dispose();
        _keys.Dispose();
        _lock.Dispose();
        _writing.Dispose();
    }

    /// <summary>Shows what the guest said. One that nobody reads any more, as behind <c>| head</c>, goes on; it is all in the log.</summary>
    private static async Task<Stream> ShowAsync(Stream output, ReadOnlyMemory<byte> said)
    {
        try
        {
            await output.WriteAsync(said).ConfigureAwait(false);
            await output.FlushAsync().ConfigureAwait(false);
            return output;
        }
        catch (IOException)
        {
            return Stream.Null;
        }
    }

    private async Task RelayAsync(CancellationToken over)
    {
        var buffer = new byte[LongestDatagram];
        try
        {
            while (true)
                await WriteAsync(buffer.AsMemory(0, await _keys.ReceiveAsync(buffer, over).ConfigureAwait(false))).ConfigureAwait(false);
        }
        catch (Exception end) when (end is OperationCanceledException or IOException or SocketException or ObjectDisposedException)
        {
            // The session is over.
        }
    }
}
