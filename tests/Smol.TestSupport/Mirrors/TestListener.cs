using System.Globalization;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;

namespace Smol.TestSupport.Mirrors;

/// <summary>Takes connections on a port of its own on 127.0.0.1.</summary>
internal sealed class TestListener : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _end = new();
    private readonly X509Certificate2? _certificate;
    private readonly Func<MirrorStream, Task> _serve;

    /// <param name="certificate">For TLS; null for none.</param>
    /// <param name="serve">Serves one connection.</param>
    public TestListener(X509Certificate2? certificate, Func<MirrorStream, Task> serve)
    {
        _certificate = certificate;
        _serve = serve;
        _listener.Start();
        int port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        Root = string.Create(CultureInfo.InvariantCulture, $"{(certificate is null ? "http" : "https")}://127.0.0.1:{port}/");
        _ = Task.Run(AcceptAsync);
    }

    /// <summary>The URL of what it serves.</summary>
    public string Root { get; }

    /// <inheritdoc/>
    public void Dispose()
    {
        _end.Cancel();
        _listener.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (!_end.IsCancellationRequested)
        {
            try
            {
                TcpClient client = await _listener.AcceptTcpClientAsync(_end.Token);
                _ = Task.Run(() => ServeAsync(client));
            }
            catch (Exception over) when (over is OperationCanceledException or SocketException or ObjectDisposedException)
            {
                return;
            }
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using (client)
        {
            client.NoDelay = true;
            await using CancellationTokenRegistration _ = _end.Token.Register(client.Dispose);
            try
            {
                Stream stream = client.GetStream();
                if (_certificate is not null)
                {
                    var secure = new SslStream(stream);
                    await secure.AuthenticateAsServerAsync(_certificate);
                    stream = secure;
                }
                await using (stream)
                    await _serve(new(stream, client.Client));
            }
            catch (Exception gone) when (gone is IOException or SocketException or ObjectDisposedException or AuthenticationException)
            {
                // The client went away: what it thinks of that is for the test to say.
            }
        }
    }
}
