using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Smol.Storage;

namespace Smol.Machines.Firecracker;

/// <summary>A conversation with Firecracker: HTTP over a Unix socket.</summary>
internal sealed class FirecrackerClient : IDisposable
{
    private readonly string _path;
    private readonly HttpClient _http;

    /// <param name="path">The socket.</param>
    /// <param name="patience">How long Firecracker may take for each answer.</param>
    public FirecrackerClient(string path, TimeSpan patience)
    {
        _path = path;
        _http = new(new SocketsHttpHandler { ConnectCallback = ConnectAsync, UseProxy = false }) { BaseAddress = new("http://localhost"), Timeout = patience };
    }

    /// <summary>Sends a request that gives nothing back.</summary>
    /// <exception cref="SmolException">Firecracker refuses, or does not answer.</exception>
    public async Task SendAsync(FirecrackerRequest request, CancellationToken stop)
    {
        using var message = new HttpRequestMessage(new HttpMethod(request.Method), request.Path);
        message.Content = new StringContent(request.Body, Encoding.UTF8, new MediaTypeHeaderValue("application/json"));
        await AskAsync(message, $"{request.Method} {request.Path}", stop).ConfigureAwait(false);
    }

    /// <summary>Its version, such as <c>1.12.0</c>; null when it does not say one.</summary>
    /// <exception cref="SmolException">Firecracker does not answer.</exception>
    public async Task<Version?> VersionAsync(CancellationToken stop)
    {
        using var message = new HttpRequestMessage(HttpMethod.Get, "/version");
        string answer = await AskAsync(message, "GET /version", stop).ConfigureAwait(false);
        try
        {
            using JsonDocument document = JsonDocument.Parse(answer);
            // 1.17.0-dev is one, too.
            return document.RootElement.TryGetProperty("firecracker_version", out JsonElement text) && Version.TryParse(text.GetString()?.Split('-')[0], out Version? version) ? version : null;
        }
        catch (Exception failure) when (failure is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    private async Task<string> AskAsync(HttpRequestMessage message, string what, CancellationToken stop)
    {
        try
        {
            using HttpResponseMessage response = await _http.SendAsync(message, stop).ConfigureAwait(false);
            string body = await response.Content.ReadAsStringAsync(stop).ConfigureAwait(false);
            return response.IsSuccessStatusCode ? body : throw new SmolException($"Firecracker refuses {what}: {FaultIn(body) ?? response.StatusCode.ToString()}", _path);
        }
        catch (HttpRequestException failure)
        {
            throw new SmolException("Firecracker does not listen: " + failure.Message, _path, cause: failure);
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            throw new SmolException($"Firecracker does not answer {what}", _path);
        }
    }

    /// <summary>The definition <c>Error</c> of the API.</summary>
    private static string? FaultIn(string body)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(body);
            return document.RootElement.ValueKind == JsonValueKind.Object && document.RootElement.TryGetProperty("fault_message", out JsonElement fault) ? fault.ToString() : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken stop)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(_path), stop).ConfigureAwait(false);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
