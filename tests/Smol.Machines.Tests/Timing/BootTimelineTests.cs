using System.Text;
using Smol.Machines.Timing;

namespace Smol.Machines.Tests.Timing;

public sealed class BootTimelineTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    private readonly SteppedClock _clock = new(Start);

    [Fact]
    public void The_first_of_each_moment_counts_and_each_phase_ends_where_the_next_begins()
    {
        var timeline = new BootTimeline(_clock, Start);
        foreach (BootMark mark in (BootMark[])[BootMark.Exec, BootMark.VmmUp, BootMark.QmpGreeting, BootMark.GuestBegin, BootMark.FirstByte, BootMark.Exec, BootMark.GuestListens])
            Mark(timeline, mark);
        Assert.False(timeline.Ready.IsCompleted);
        Mark(timeline, BootMark.PortAnswer);
        Mark(timeline, BootMark.End);
        Assert.True(timeline.Ready.IsCompleted);
        BootReport report = timeline.Report(Machine());
        Assert.Equal([new("smol", 0, 10), new("vmm", 10, 30), new("kernel", 40, 10), new("rc", 50, 30)], report.Phases);
        Assert.Equal((80, "port", null), (report.Total, report.ReadyBy, report.KernelTime));
        Assert.Equal(["exec", "vmmUp", "qmpGreeting", "guestBegin", "firstByte", "guestListens", "portAnswer", "end"], report.Marks.Keys);
    }

    [Fact]
    public void What_was_not_seen_has_no_phase()
    {
        var timeline = new BootTimeline(_clock, Start);
        Mark(timeline, BootMark.Exec);
        BootReport report = timeline.Report(Machine());
        Assert.Equal([new("smol", 0, 10)], report.Phases);
        Assert.Equal((10, null), (report.Total, report.ReadyBy));
    }

    [Theory]
    [InlineData("[ 1.0] kernel boot time: 14ms\r\nsmol: ready\r\n", 14.0, true)]
    [InlineData("kernel boot time: 9.5 ms\n", 9.5, false)]
    [InlineData("a service says smol: ready\n", null, true)]
    [InlineData("smol: ready", null, false)]
    [InlineData("smol: ready, steady\nkernel boot time: soon\nkernel boot time: 99999999999999ms\n", null, false)]
    public async Task Lines_of_the_console_are_heard_however_they_come(string said, double? kernel, bool isReady)
    {
        for (int length = 1; length <= said.Length; length++)
        {
            var timeline = new BootTimeline(_clock, Start);
            var output = new MemoryStream();
            var console = new TimedConsoleStream(output, timeline);
            foreach (byte[] part in Encoding.ASCII.GetBytes(said).Chunk(length))
                await console.WriteAsync(part, TestContext.Current.CancellationToken);
            Assert.Equal(said, Encoding.ASCII.GetString(output.ToArray()));
            Assert.Equal(isReady, timeline.Ready.IsCompleted);
            Assert.Equal(kernel, timeline.Report(Machine()).KernelTime);
            Assert.NotNull(timeline.At(BootMark.FirstByte));
        }
    }

    private static MachineStatus Machine() => new()
    {
        Name = "m",
        Id = "1",
        Spec = new() { ImageReference = "i", ImagePath = "/i", Partition = "p", Guest = Guests.GuestKind.NetBsd, KernelPath = "/k" },
        Paths = new("/m", "/m"),
        State = MachineState.Running,
        Created = Start,
    };

    private void Mark(BootTimeline timeline, BootMark mark)
    {
        _clock.Step(TimeSpan.FromMilliseconds(10));
        timeline.Mark(mark);
    }

    private sealed class SteppedClock(DateTimeOffset now) : TimeProvider
    {
        private long _ticks;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override DateTimeOffset GetUtcNow() => now.AddTicks(_ticks);

        public override long GetTimestamp() => _ticks;

        public void Step(TimeSpan time) => _ticks += time.Ticks;
    }
}
