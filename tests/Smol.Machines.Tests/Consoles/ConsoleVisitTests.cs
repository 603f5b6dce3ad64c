using System.IO.Pipelines;
using System.Text;
using Smol.Machines.Consoles;
using Smol.Storage;

namespace Smol.Machines.Tests.Consoles;

/// <summary>Several at one console.</summary>
public sealed class ConsoleVisitTests
{
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(20);

    private static CancellationToken Never => TestContext.Current.CancellationToken;

    [Fact]
    public async Task All_who_are_attached_type_and_see_what_everybody_typed()
    {
        await using var room = new MachineRoom();
        MachineStatus machine = await room.StartReadyAsync();
        using var first = new Visitor(room, machine.Name);
        using var second = new Visitor(room, machine.Name);
        await first.TypeAsync("one\n");
        await first.UntilAsync("ONE\n");
        await second.UntilAsync("ONE\n");
        await second.TypeAsync("two\n");
        await first.UntilAsync("TWO\n");
        await second.UntilAsync("TWO\n");

        // The first had the socket; now the second takes it.
        await first.TypeAsync("\u0010\u0011");
        Assert.True(await first.Visit);
        await second.TypeAsync("three\n");
        await second.UntilAsync("THREE\n");
        using var third = new Visitor(room, machine.Name);
        await third.UntilAsync("hello from hello-1\nONE\nTWO\nTHREE\n");
        Assert.Equal(MachineState.Running, room.Host.Get(machine.Name).State);

        await room.Host.StopAsync(machine.Name, Grace, Never);
        Assert.False(await second.Visit);
        Assert.False(await third.Visit);
        Assert.Equal("hello from hello-1\nONE\nTWO\nTHREE\nheard STOP\n", third.Said);
        Assert.Contains("not running", (await Assert.ThrowsAsync<SmolException>(() => room.Host.AttachAsync(machine.Name, new(Stream.Null, null), 0, Never))).Problem);
    }

    [Fact]
    public async Task Who_attaches_to_a_machine_in_the_foreground_types_through_it()
    {
        await using var room = new MachineRoom();
        using var output = new MemoryStream();
        Task<RunOutcome> run = room.Host.RunAttachedAsync(room.Spec("dummy.ready"), output, null, Grace, Never);
        await MachineRoom.UntilAsync(() => Encoding.ASCII.GetString(output.ToArray()).StartsWith("hello", StringComparison.Ordinal));
        using var visitor = new Visitor(room, "hello-1");
        await visitor.TypeAsync("ping\n");
        await visitor.UntilAsync("PING\n");
        await room.Host.StopAsync("hello-1", Grace, Never);
        await run;
        Assert.Contains("PING\n", Encoding.ASCII.GetString(output.ToArray()));
    }

    [Fact]
    public async Task Who_detaches_from_the_foreground_leaves_the_machine_running()
    {
        await using var room = new MachineRoom();
        using var input = new MemoryStream("\u0010\u0011"u8.ToArray());
        RunOutcome outcome = await room.Host.RunAttachedAsync(room.Spec("dummy.ready") with { RemoveWhenStopped = true }, new(Stream.Null, input, ConsoleKeys.Parse(ConsoleKeys.Default)), Grace, Never, Never);
        Assert.True(outcome.IsDetached);
        Assert.Equal((MachineState.Running, false), (room.Host.Get("hello-1").State, room.Host.Get("hello-1").IsAttached));
        await room.Host.StopAsync("hello-1", TimeSpan.Zero, Never);
        Assert.Empty(room.Host.List().Machines);
    }

    [Theory]
    [InlineData("\u0001x", StopMethod.Guest, "dummy.ready")]
    [InlineData("\u0001x\u0001x", StopMethod.Quit, "dummy.ready", "dummy.ignore-stop")]
    public async Task Leaving_stops_the_machine_and_leaving_again_does_not_wait_for_the_guest(string typed, StopMethod expected, params string[] habits)
    {
        await using var room = new MachineRoom();
        var pipe = new Pipe();
        using var output = new MemoryStream();
        Task<RunOutcome> run = room.Host.RunAttachedAsync(room.Spec(habits), new(output, pipe.Reader.AsStream(), ConsoleKeys.Parse("")), TimeSpan.FromMinutes(5), Never, Never);
        await MachineRoom.UntilAsync(() => Directory.Exists(room.Options.Folder) && Directory.GetFiles(room.Options.Folder, "control.log", SearchOption.AllDirectories).Any(path => new FileInfo(path).Length > 0));
        foreach (char key in typed)
        {
            await pipe.Writer.WriteAsync(new[] { (byte)key }, Never);
            if (key == 'x' && habits.Length > 1)
                await MachineRoom.UntilAsync(() => room.Log("hello-1").Contains("heard STOP", StringComparison.Ordinal));
        }
        Assert.Equal(expected, (await run).StoppedBy);
    }

    private sealed class Visitor : IDisposable
    {
        private readonly Pipe _input = new();
        private readonly MemoryStream _output = new();

        public Visitor(MachineRoom room, string name) =>
            Visit = room.Host.AttachAsync(name, new(_output, _input.Reader.AsStream(), ConsoleKeys.Parse(ConsoleKeys.Default)), 4096, Never);

        public Task<bool> Visit { get; }

        public string Said => Encoding.ASCII.GetString(_output.ToArray());

        public async Task TypeAsync(string text) => await _input.Writer.WriteAsync(Encoding.ASCII.GetBytes(text), Never);

        public void Dispose() => _output.Dispose();

        public Task UntilAsync(string end) => MachineRoom.UntilAsync(() => Said.EndsWith(end, StringComparison.Ordinal));
    }
}
