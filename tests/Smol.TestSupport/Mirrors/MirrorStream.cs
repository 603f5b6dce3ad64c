using System.Net.Sockets;
using System.Text;

namespace Smol.TestSupport.Mirrors;

/// <summary>A connection of a client: heads of requests come in, anything goes out.</summary>
internal sealed class MirrorStream(Stream stream, Socket socket)
{
    private const int MostHead = 64 << 10;

    /// <summary>The bytes themselves.</summary>
    public Stream Stream => stream;

    /// <summary>The lines of the next request's head; null when the client has ended the connection.</summary>
    public async Task<string[]?> ReadHeadAsync()
    {
        var head = new List<byte>(512);
        var one = new byte[1];
        while (head.Count < MostHead)
        {
            if (await stream.ReadAsync(one) == 0)
                return null;
            head.Add(one[0]);
            if (head is [.., (byte)'\r', (byte)'\n', (byte)'\r', (byte)'\n'])
                return Encoding.Latin1.GetString([.. head]).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        }
        throw new IOException("the head of a request is too long");
    }

    /// <summary>Sends a text.</summary>
    public ValueTask WriteAsync(string text) => stream.WriteAsync(Encoding.Latin1.GetBytes(text));

    /// <summary>Sends bytes.</summary>
    public ValueTask WriteAsync(ReadOnlyMemory<byte> bytes) => stream.WriteAsync(bytes);

    /// <summary>Ends the connection, after all that was sent or by a reset.</summary>
    public void End(bool byReset)
    {
        if (byReset)
            socket.LingerState = new(true, 0);
        else
            socket.Shutdown(SocketShutdown.Send);
        socket.Close();
    }

    /// <summary>Does nothing until the client goes away.</summary>
    public async Task WaitForEndAsync()
    {
        var one = new byte[1];
        while (await stream.ReadAsync(one) > 0)
        {
            // It still talks.
        }
    }
}
