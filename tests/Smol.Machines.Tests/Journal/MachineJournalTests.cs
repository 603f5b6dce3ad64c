using Smol.Guests;
using Smol.Machines.Journal;
using Smol.Machines.State;
using Smol.TestSupport;

namespace Smol.Machines.Tests.Journal;

public sealed class MachineJournalTests : IDisposable
{
    private const long Maximum = 8192;

    private readonly Scratch _scratch = new();

    private string JournalPath => _scratch["events"];

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public void A_journal_that_is_not_there_is_empty() => Assert.Empty(Open().Read());

    [Fact]
    public void It_stays_within_its_bounds_and_its_numbers_go_on()
    {
        for (int i = 0; i < 400; i++)
        {
            Open().Add(Machine("m" + i), MachineAction.Start);
            Assert.InRange(new FileInfo(JournalPath).Length, 1, Maximum);
        }
        long[] numbers = [.. Open().Read().Select(entry => entry.Number)];
        Assert.Equal(Enumerable.Range((int)numbers[0], numbers.Length).Select(number => (long)number), numbers);
        Assert.Equal(400, numbers[^1]);
        Assert.Equal("m399", Open().Read()[^1].Name);
    }

    [Theory]
    [InlineData("{\"number\":3,\"ti")]
    [InlineData("\0\0\0\0")]
    [InlineData("{\"number\":\"x\"}\nnull\n[]\n")]
    public void What_a_killed_process_left_torn_hides_nothing(string torn)
    {
        Open().Add(Machine("a"), MachineAction.Start);
        File.AppendAllText(JournalPath, torn);
        Open().Add(Machine("b"), MachineAction.Die, entry => entry with { ExitCode = 3 });
        Assert.Equal([("a", 1, (int?)null), ("b", 2, 3)], Open().Read().Select(entry => (entry.Name, (int)entry.Number, entry.ExitCode)));
    }

    [Fact]
    public async Task Many_write_at_once_and_none_is_lost()
    {
        await Parallel.ForAsync(0, 60, async (i, _) =>
        {
            await Task.Yield();
            new MachineJournal(JournalPath, 1 << 20, TimeProvider.System).Add(Machine("m" + i), MachineAction.Start);
        });
        IReadOnlyList<MachineEvent> events = Open(1 << 20).Read();
        Assert.Equal(Enumerable.Range(1, 60).Select(number => (long)number), events.Select(entry => entry.Number));
        Assert.Equal(60, events.Select(entry => entry.Name).Distinct().Count());
    }

    [Fact]
    public async Task Who_follows_sees_each_event_once_though_the_journal_is_shortened()
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        int written = 0;
        var seen = new List<long>();
        try
        {
            await foreach (MachineEvent entry in Open().FollowAsync(0, () => Open().Add(Machine("m" + ++written), MachineAction.Start), over.Token))
            {
                seen.Add(entry.Number);
                if (seen.Count < 100)
                    Open().Add(Machine("m" + ++written), MachineAction.Start);
                else
                    await over.CancelAsync();
            }
        }
        catch (OperationCanceledException)
        {
            Assert.Equal(Enumerable.Range(1, seen.Count).Select(number => (long)number), seen);
        }
        Assert.True(seen.Count >= 100);
    }

    private MachineJournal Open(long maximum = Maximum) => new(JournalPath, maximum, TimeProvider.System);

    private static MachineStatus Machine(string name) => new()
    {
        Name = name,
        Id = "0123456789ab",
        Spec = new() { ImageReference = "hello:latest", ImagePath = "/i", Partition = "p", Guest = GuestKind.NetBsd, KernelPath = "/k" },
        Paths = new MachinePaths("/m", "/m"),
        State = MachineState.Running,
        Created = DateTimeOffset.UnixEpoch,
    };
}
