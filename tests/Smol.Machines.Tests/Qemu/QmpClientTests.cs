using System.Net.Sockets;
using System.Text;
using Smol.Machines.Qemu;
using Smol.Storage;
using Smol.TestSupport;

namespace Smol.Machines.Tests.Qemu;

public sealed class QmpClientTests
{
    private const string Greeting = """{"QMP": {"version": {}, "capabilities": []}}""";
    private const string Done = """{"return": {}}""";
    private const string Event = """{"event": "RESUME", "timestamp": {}}""";

    private static CancellationToken Never => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Events_are_passed_over_and_an_answer_is_taken()
    {
        using var peer = new Peer(Greeting, Event, Done, Event, Event, """{"return": {"status": "paused", "running": false}}""");
        using QmpClient qmp = await peer.ConnectAsync();
        Assert.Equal("paused", await qmp.QueryStatusAsync(Never));
    }

    [Fact]
    public async Task A_refusal_is_told_in_QEMUs_words()
    {
        using var peer = new Peer(Greeting, Done, """{"error": {"class": "GenericError", "desc": "no such thing"}}""");
        using QmpClient qmp = await peer.ConnectAsync();
        Assert.Contains("no such thing", (await Assert.ThrowsAsync<SmolException>(() => qmp.QuitAsync(Never))).Problem);
    }

    [Theory]
    [InlineData]
    [InlineData("")]
    [InlineData("hello")]
    [InlineData("[1]")]
    [InlineData("{}")]
    [InlineData("""{"QMP": 1}""")]
    [InlineData("""{"QMP": 1}""", "5")]
    [InlineData("""{"QMP": 1}""", """{"error": 5}""")]
    public async Task A_peer_that_is_not_QMP_is_an_error_with_the_place(params string[] lines)
    {
        using var peer = new Peer([.. lines, null]);
        Assert.Equal(peer.Path, (await Assert.ThrowsAsync<SmolException>(peer.ConnectAsync)).Place);
    }

    [Fact]
    public async Task A_peer_that_says_nothing_is_not_waited_for()
    {
        using var peer = new Peer();
        Assert.Contains("does not answer", (await Assert.ThrowsAsync<SmolException>(peer.ConnectAsync)).Problem);
    }

    [Fact]
    public async Task A_socket_that_nobody_has_is_an_error_with_the_place()
    {
        using var scratch = new Scratch();
        var failure = await Assert.ThrowsAsync<SmolException>(() => QmpClient.ConnectAsync(scratch["none"], TimeSpan.FromSeconds(1), TimeProvider.System, Never));
        Assert.Equal(scratch["none"], failure.Place);
    }

    /// <summary>Says fixed lines to whoever connects; after a null it hangs up.</summary>
    private sealed class Peer : IDisposable
    {
        private readonly Scratch _scratch = new();
        private readonly Socket _listener = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        private Socket? _connection;

        public Peer(params string?[] lines)
        {
            _listener.Bind(new UnixDomainSocketEndPoint(Path));
            _listener.Listen();
            _ = ServeAsync(lines);
        }

        public string Path => _scratch["qmp"];

        public Task<QmpClient> ConnectAsync() => QmpClient.ConnectAsync(Path, TimeSpan.FromSeconds(1), TimeProvider.System, Never);

        public void Dispose()
        {
            _connection?.Dispose();
            _listener.Dispose();
            _scratch.Dispose();
        }

        private async Task ServeAsync(string?[] lines)
        {
            _connection = await _listener.AcceptAsync();
            foreach (string? line in lines)
            {
                if (line is null)
                    _connection.Shutdown(SocketShutdown.Send);
                else
                    await _connection.SendAsync(Encoding.UTF8.GetBytes(line + "\n"));
            }
        }
    }
}
