using System.Net.Sockets;
using Smol.Storage;

namespace Smol.Machines.Consoles;

/// <summary>A connection to a machine's console.</summary>
internal sealed class ConsoleSession : IDisposable
{
    private readonly NetworkStream _stream;

    private ConsoleSession(NetworkStream stream) => _stream = stream;

    /// <summary>Connects.</summary>
    /// <param name="path">The console's socket.</param>
    /// <param name="stop">Gives up.</param>
    /// <exception cref="SmolException">Nobody listens there.</exception>
    public static async Task<ConsoleSession> ConnectAsync(string path, CancellationToken stop)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(path), stop).ConfigureAwait(false);
            return new(new NetworkStream(socket, ownsSocket: true));
        }
        catch (SocketException failure)
        {
            socket.Dispose();
            throw new SmolException("the console can't be reached: " + failure.Message, path, cause: failure);
        }
    }

    /// <summary>Copies both ways until the machine ends.</summary>
    /// <param name="output">What the guest says.</param>
    /// <param name="input">What it hears, or null. Its end is not the end of the session.</param>
    public async Task CopyAsync(Stream output, Stream? input)
    {
        using var over = new CancellationTokenSource();
        Task typing = input is null ? Task.CompletedTask : TypeAsync(input, over.Token);
        var buffer = new byte[16 << 10];
        try
        {
            int count;
            while ((count = await _stream.ReadAsync(buffer, CancellationToken.None).ConfigureAwait(false)) > 0)
            {
                await output.WriteAsync(buffer.AsMemory(0, count), CancellationToken.None).ConfigureAwait(false);
                await output.FlushAsync(CancellationToken.None).ConfigureAwait(false);
            }
        }
        catch (IOException)
        {
            // A QEMU that is killed does not say good-bye.
        }
        await over.CancelAsync().ConfigureAwait(false);
        if (typing.IsCompleted)
            await typing.ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public void Dispose() => _stream.Dispose();

    private async Task TypeAsync(Stream input, CancellationToken over)
    {
        try
        {
            await input.CopyToAsync(_stream, bufferSize: 1024, over).ConfigureAwait(false);
        }
        catch (Exception end) when (end is IOException or OperationCanceledException or ObjectDisposedException)
        {
            // The machine has ended, and whoever typed has nobody to type to.
        }
    }
}
