using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Smol.Storage;

namespace Smol.Machines.Qemu;

/// <summary>
/// A conversation with QEMU over its machine protocol (docs/interop/qmp-spec.rst): one JSON object a line; events are passed over.
/// QEMU talks to one client at a time.
/// </summary>
public sealed class QmpClient : IDisposable
{
    private readonly string _path;
    private readonly TimeSpan _patience;
    private readonly TimeProvider _time;
    private readonly NetworkStream _stream;
    private readonly StreamReader _reader;

    private QmpClient(string path, TimeSpan patience, TimeProvider time, Socket socket)
    {
        _path = path;
        _patience = patience;
        _time = time;
        _stream = new(socket, ownsSocket: true);
        _reader = new(_stream, Encoding.UTF8);
    }

    /// <summary>Connects, reads the greeting and leaves the negotiation of capabilities.</summary>
    /// <param name="path">The socket.</param>
    /// <param name="patience">How long QEMU may take for each answer.</param>
    /// <param name="time">The clock.</param>
    /// <param name="stop">Gives up.</param>
    /// <exception cref="SmolException">Nobody answers there.</exception>
    public static async Task<QmpClient> ConnectAsync(string path, TimeSpan patience, TimeProvider time, CancellationToken stop)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        QmpClient? client = null;
        try
        {
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(path), stop).ConfigureAwait(false);
            client = new(path, patience, time, socket);
            using JsonDocument greeting = await client.ReadAsync(stop).ConfigureAwait(false);
            if (!greeting.RootElement.TryGetProperty("QMP", out _))
                throw new SmolException("does not speak QMP", path);
            await client.ExecuteAsync("qmp_capabilities", stop).ConfigureAwait(false);
            return client;
        }
        catch (Exception failure)
        {
            client?.Dispose();
            socket.Dispose();
            if (failure is SocketException)
                throw new SmolException("QEMU does not listen: " + failure.Message, path, cause: failure);
            throw;
        }
    }

    /// <summary>QEMU's word for what the virtual CPUs do: <c>running</c>, <c>paused</c>, <c>prelaunch</c>, <c>shutdown</c> and others.</summary>
    /// <exception cref="SmolException">QEMU refuses, or does not answer.</exception>
    public async Task<string> QueryStatusAsync(CancellationToken stop)
    {
        using JsonDocument answer = await AskAsync("query-status", stop).ConfigureAwait(false);
        JsonElement result = answer.RootElement.GetProperty("return");
        return result.ValueKind == JsonValueKind.Object && result.TryGetProperty("status", out JsonElement status)
            ? status.ToString()
            : throw new SmolException("QEMU does not tell its status", _path);
    }

    /// <summary>The pseudo-terminal that a character device is; null when it is something else.</summary>
    /// <exception cref="SmolException">QEMU refuses, or does not answer.</exception>
    public async Task<string?> QueryPtyAsync(string id, CancellationToken stop)
    {
        const string Prefix = "pty:";
        using JsonDocument answer = await AskAsync("query-chardev", stop).ConfigureAwait(false);
        JsonElement devices = answer.RootElement.GetProperty("return");
        if (devices.ValueKind != JsonValueKind.Array)
            return null;
        foreach (JsonElement device in devices.EnumerateArray())
            if (device.ValueKind == JsonValueKind.Object && device.TryGetProperty("label", out JsonElement label) && label.ToString() == id
                && device.TryGetProperty("filename", out JsonElement name) && name.ToString().StartsWith(Prefix, StringComparison.Ordinal))
                return name.ToString()[Prefix.Length..];
        return null;
    }

    /// <summary>Lets a paused guest run.</summary>
    /// <exception cref="SmolException">QEMU refuses, or does not answer.</exception>
    public Task ContinueAsync(CancellationToken stop) => ExecuteAsync("cont", stop);

    /// <summary>Holds the guest's virtual CPUs.</summary>
    /// <exception cref="SmolException">QEMU refuses, or does not answer.</exception>
    public Task PauseAsync(CancellationToken stop) => ExecuteAsync("stop", stop);

    /// <summary>Asks something, and gives what QEMU returns.</summary>
    /// <param name="command">A command without arguments, such as <c>query-blockstats</c>.</param>
    /// <param name="stop">Gives up.</param>
    /// <exception cref="SmolException">QEMU refuses, or does not answer.</exception>
    public async Task<JsonElement> QueryAsync(string command, CancellationToken stop)
    {
        using JsonDocument answer = await AskAsync(command, stop).ConfigureAwait(false);
        return answer.RootElement.GetProperty("return").Clone();
    }

    /// <summary>Has what a guest writes to a drive from now on go to a new qcow2 file over those before; these never change again.</summary>
    /// <param name="drive">The drive's id, as <c>-drive</c> has it.</param>
    /// <param name="path">The new file.</param>
    /// <param name="stop">Gives up.</param>
    /// <exception cref="SmolException">QEMU refuses, or does not answer.</exception>
    public async Task AddOverlayAsync(string drive, string path, CancellationToken stop)
    {
        var arguments = new JsonObject { ["device"] = drive, ["snapshot-file"] = path, ["format"] = "qcow2" };
        (await AskAsync("blockdev-snapshot-sync", stop, arguments).ConfigureAwait(false)).Dispose();
    }

    /// <summary>Presses the power button; the guest does what it likes.</summary>
    /// <exception cref="SmolException">QEMU refuses, or does not answer.</exception>
    public Task PowerDownAsync(CancellationToken stop) => ExecuteAsync("system_powerdown", stop);

    /// <summary>Tells QEMU to end.</summary>
    /// <exception cref="SmolException">QEMU refuses, or does not answer.</exception>
    public Task QuitAsync(CancellationToken stop) => ExecuteAsync("quit", stop);

    /// <inheritdoc/>
    public void Dispose()
    {
        _reader.Dispose();
        _stream.Dispose();
    }

    private async Task ExecuteAsync(string command, CancellationToken stop) => (await AskAsync(command, stop).ConfigureAwait(false)).Dispose();

    private async Task<JsonDocument> AskAsync(string command, CancellationToken stop, JsonObject? arguments = null)
    {
        string more = arguments is null ? "" : $",\"arguments\":{arguments.ToJsonString()}";
        try
        {
            await _stream.WriteAsync(Encoding.UTF8.GetBytes($"{{\"execute\":\"{command}\"{more}}}\n"), stop).ConfigureAwait(false);
        }
        catch (IOException failure)
        {
            throw new SmolException("QEMU has hung up", _path, cause: failure);
        }
        while (true)
        {
            JsonDocument answer = await ReadAsync(stop).ConfigureAwait(false);
            if (answer.RootElement.TryGetProperty("return", out _))
                return answer;
            using (answer)
                if (answer.RootElement.TryGetProperty("error", out JsonElement error))
                    throw new SmolException($"QEMU refuses {command}: {Description(error)}", _path);
        }
    }

    private static string Description(JsonElement error) =>
        error.ValueKind == JsonValueKind.Object && error.TryGetProperty("desc", out JsonElement description) ? description.ToString() : error.ToString();

    private async Task<JsonDocument> ReadAsync(CancellationToken stop)
    {
        try
        {
            using var alarm = new CancellationTokenSource(_patience, _time);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(alarm.Token, stop);
            string line = await _reader.ReadLineAsync(either.Token).ConfigureAwait(false) ?? throw new IOException("the connection was closed");
            JsonDocument document = JsonDocument.Parse(line);
            return document.RootElement.ValueKind == JsonValueKind.Object ? document : throw new JsonException("it does not say an object");
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            throw new SmolException("QEMU does not answer", _path);
        }
        catch (Exception failure) when (failure is IOException or JsonException)
        {
            throw new SmolException("QEMU has hung up: " + failure.Message, _path, cause: failure);
        }
    }
}
