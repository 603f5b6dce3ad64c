using System.Text;
using Smol.Storage;

namespace Smol.Machines.Tests;

/// <summary>How machines stop and are removed, with a QEMU that misbehaves on demand.</summary>
public sealed class MachineStopTests
{
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(20);

    private static CancellationToken Never => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_detached_machine_runs_is_listed_stopped_by_its_guest_and_removed()
    {
        await using var room = new MachineRoom();
        MachineStatus started = await room.StartReadyAsync();
        Assert.Equal(("hello-1", MachineState.Running), (started.Name, started.State));
        MachineStatus listed = Assert.Single(room.Host.List().Machines);
        Assert.Equal((started.Id, MachineState.Running, started.Process), (listed.Id, listed.State, listed.Process));

        Assert.Equal(StopMethod.Guest, await room.Host.StopAsync("hello-1", Grace, Never));
        MachineStatus stopped = room.Host.Get("hello-1");
        Assert.Equal((MachineState.Stopped, 0, StopMethod.Guest), (stopped.State, stopped.ExitCode, stopped.StoppedBy));
        Assert.Equal(StopMethod.WasNotRunning, await room.Host.StopAsync("hello-1", Grace, Never));
        Assert.Empty(room.Processes());

        await room.Host.RemoveAsync("hello-1", isForced: false, Never);
        Assert.Empty(room.Host.List().Machines);
        Assert.Empty(Directory.GetFileSystemEntries(room.Options.Folder));
    }

    [Theory]
    [InlineData(StopMethod.Guest, "dummy.ready")]
    [InlineData(StopMethod.Quit, "dummy.ready", "dummy.ignore-stop")]
    [InlineData(StopMethod.PowerButton, "dummy.button")]
    [InlineData(StopMethod.Quit)]
    [InlineData(StopMethod.Terminated, "dummy.ignore-quit")]
    [InlineData(StopMethod.Terminated, "dummy.qmp-silent")]
    [InlineData(StopMethod.Killed, "dummy.qmp-silent", "dummy.ignore-term")]
    public async Task Stop_takes_the_mildest_means_that_works_and_says_which(StopMethod expected, params string[] habits)
    {
        await using var room = new MachineRoom();
        MachineStatus machine = await room.Host.RunDetachedAsync(room.Spec(habits), Never);
        if (habits.Contains("dummy.ready"))
            await MachineRoom.UntilAsync(() => File.Exists(machine.Paths.ControlLog) && new FileInfo(machine.Paths.ControlLog).Length > 0);
        TimeSpan grace = expected is StopMethod.Guest or StopMethod.PowerButton ? Grace : TimeSpan.FromMilliseconds(300);
        Assert.Equal(expected, await room.Host.StopAsync(machine.Name, grace, Never));
        MachineStatus stopped = room.Host.Get(machine.Name);
        Assert.Equal((MachineState.Stopped, expected), (stopped.State, stopped.StoppedBy));
        Assert.Equal(expected switch { StopMethod.Guest => 0, StopMethod.Killed => 137, _ => null }, stopped.ExitCode);
        Assert.Empty(room.Processes());
    }

    [Fact]
    public async Task A_guest_that_ends_by_itself_leaves_its_exit_code()
    {
        await using var room = new MachineRoom();
        MachineStatus machine = await room.Host.RunDetachedAsync(room.Spec("dummy.ready", "dummy.exit=42"), Never);
        await MachineRoom.UntilAsync(() => room.Host.Get(machine.Name).State != MachineState.Running);
        MachineStatus over = room.Host.Get(machine.Name);
        Assert.Equal((MachineState.Stopped, 42, null), (over.State, over.ExitCode, over.StoppedBy));
    }

    [Fact]
    public async Task A_running_machine_is_removed_only_by_force()
    {
        await using var room = new MachineRoom();
        await room.Host.RunDetachedAsync(room.Spec() with { Name = "web" }, Never);
        Assert.Contains("running", (await Assert.ThrowsAsync<SmolException>(() => room.Host.RemoveAsync("web", isForced: false, Never))).Problem);
        await room.Host.RemoveAsync("web", isForced: true, Never);
        Assert.Empty(room.Processes());
        Assert.Empty(Directory.GetFileSystemEntries(room.Options.Folder));
    }

    [Fact]
    public async Task A_damaged_machine_does_not_hide_the_others_and_can_be_removed_though_it_runs()
    {
        await using var room = new MachineRoom();
        await room.Host.RunDetachedAsync(room.Spec() with { Name = "a" }, Never);
        MachineStatus damaged = await room.Host.RunDetachedAsync(room.Spec() with { Name = "b" }, Never);
        File.WriteAllText(damaged.Paths.Record, "{\"id\": 5}");
        MachineListing listing = room.Host.List();
        Assert.Equal("a", Assert.Single(listing.Machines).Name);
        Assert.Equal(damaged.Paths.Record, Assert.Single(listing.Damaged).Place);
        await room.Host.RemoveAsync("b", isForced: true, Never);
        Assert.Single(room.Processes());
    }

    [Fact]
    public async Task A_machine_that_is_to_be_removed_when_it_stops_is()
    {
        await using var room = new MachineRoom();
        await room.Host.RunDetachedAsync(room.Spec("dummy.ready", "dummy.exit=0", "dummy.after=500") with { Name = "alone", RemoveWhenStopped = true }, Never);
        MachineStatus asked = await room.StartReadyAsync(spec => spec with { Name = "asked", RemoveWhenStopped = true });
        await room.Host.StopAsync(asked.Name, Grace, Never);
        Assert.False(Directory.Exists(asked.Paths.Folder));
        await MachineRoom.UntilAsync(() => room.Host.List().Machines.Count == 0);
        Assert.Empty(Directory.GetFileSystemEntries(room.Options.Folder));
    }

    [Fact]
    public async Task Ctrl_C_stops_a_machine_in_the_foreground()
    {
        await using var room = new MachineRoom();
        using var output = new MemoryStream();
        using var stop = new CancellationTokenSource();
        Task<RunOutcome> run = room.Host.RunAttachedAsync(room.Spec("dummy.ready") with { RemoveWhenStopped = true }, output, null, Grace, stop.Token);
        await MachineRoom.UntilAsync(() => Directory.Exists(room.Options.Folder) && Directory.GetFiles(room.Options.Folder, "control.log", SearchOption.AllDirectories).Any(path => new FileInfo(path).Length > 0));
        await stop.CancelAsync();
        Assert.Equal(new RunOutcome("hello-1", 0, StopMethod.Guest) { WasStopped = true }, await run);
        Assert.Contains("heard STOP", Encoding.ASCII.GetString(output.ToArray()));
        Assert.Empty(Directory.GetFileSystemEntries(room.Options.Folder));
    }

    [Fact]
    public async Task Logs_are_followed_to_the_end_of_the_machine()
    {
        await using var room = new MachineRoom();
        MachineStatus machine = await room.StartReadyAsync();
        using var output = new MemoryStream();
        Task follow = room.Host.LogsAsync(machine.Name, output, isFollowed: true, Never);
        await room.Host.StopAsync(machine.Name, Grace, Never);
        await follow;
        Assert.Equal("hello from hello-1\nheard STOP\n", Encoding.ASCII.GetString(output.ToArray()));
        using var again = new MemoryStream();
        await room.Host.LogsAsync(machine.Name, again, isFollowed: false, Never);
        Assert.Equal(output.ToArray(), again.ToArray());
    }
}
