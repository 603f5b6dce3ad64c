using System.Collections.Concurrent;
using System.Net.Sockets;
using System.Text;

namespace Smol.TestSupport.Mirrors;

/// <summary>An HTTP proxy for one test: forwards what is plain, and tunnels what is not.</summary>
public sealed class TestProxy : IDisposable
{
    private readonly ConcurrentQueue<string> _requests = [];
    private readonly TestListener _listener;
    private readonly string? _credentials;

    /// <param name="credentials">The <c>USER:PASSWORD</c> that it wants; null for none.</param>
    public TestProxy(string? credentials = null)
    {
        _credentials = credentials is null ? null : "Basic " + Convert.ToBase64String(Encoding.ASCII.GetBytes(credentials));
        _listener = new(null, ServeAsync);
    }

    /// <summary>Its URL.</summary>
    public string Root => _listener.Root;

    /// <summary>The first lines of the requests that it passed on.</summary>
    public IReadOnlyList<string> Requests => [.. _requests];

    /// <inheritdoc/>
    public void Dispose() => _listener.Dispose();

    private async Task ServeAsync(MirrorStream client)
    {
        while (await client.ReadHeadAsync() is { } head)
        {
            if (_credentials is null || head.Contains("Proxy-Authorization: " + _credentials))
            {
                await PassOnAsync(client, head);
                return;
            }
            await client.WriteAsync("HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm=\"test\"\r\nContent-Length: 0\r\n\r\n");
        }
    }

    private async Task PassOnAsync(MirrorStream client, string[] head)
    {
        _requests.Enqueue(head[0]);
        string[] words = head[0].Split(' ');
        bool isTunnel = words[0] == "CONNECT";
        var target = new Uri(isTunnel ? "tcp://" + words[1] : words[1]);
        using var server = new TcpClient();
        await server.ConnectAsync(target.Host, target.Port);
        NetworkStream beyond = server.GetStream();
        if (isTunnel)
        {
            await client.WriteAsync("HTTP/1.1 200 Connected\r\n\r\n");
        }
        else
        {
            string[] rest = [$"{words[0]} {target.PathAndQuery} {words[2]}", .. head.Skip(1), "Connection: close"];
            await beyond.WriteAsync(Encoding.Latin1.GetBytes(string.Join("\r\n", rest) + "\r\n\r\n"));
        }
        Task back = beyond.CopyToAsync(client.Stream);
        if (isTunnel)
            await Task.WhenAny(client.Stream.CopyToAsync(beyond), back);
        else
            await back;
    }
}
