using System.Diagnostics;
using System.Text;
using Smol.Machines.Ports;
using Smol.Storage;

namespace Smol.Machines.Tests;

/// <summary>The life of machines, with a QEMU that misbehaves on demand.</summary>
public sealed class MachineHostDummyTests
{
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(20);

    private static CancellationToken Never => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_detached_machine_runs_is_listed_stopped_by_its_guest_and_removed()
    {
        await using var room = new MachineRoom();
        MachineStatus started = await StartReadyAsync(room);
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
    public async Task A_machine_whose_QEMU_crashes_has_failed()
    {
        await using var room = new MachineRoom();
        MachineStatus machine = await room.Host.RunDetachedAsync(room.Spec("dummy.crash"), Never);
        await MachineRoom.UntilAsync(() => room.Host.Get(machine.Name).State == MachineState.Failed);
        Assert.Null(room.Host.Get(machine.Name).ExitCode);
    }

    [Theory]
    [InlineData("dummy.refuse=-m_64:_cannot_set_up_guest_memory", "can't give it 64 MiB", "less memory")]
    [InlineData("dummy.refuse=could_not_open_kernel_file", "can't boot this kernel", "PVH")]
    [InlineData("dummy.refuse=failed_to_initialize_kvm:_Permission_denied", "accelerator", "--accel tcg")]
    [InlineData("dummy.refuse=-drive_x:_Failed_to_get_\"write\"_lock", "has the image open", "stop that machine")]
    [InlineData("dummy.refuse=something_new", "QEMU did not start: something new", null)]
    public async Task A_QEMU_that_refuses_is_quoted_and_nothing_is_left(string habit, string problem, string? hint)
    {
        await using var room = new MachineRoom();
        var failure = await Assert.ThrowsAsync<SmolException>(() => room.Host.RunDetachedAsync(room.Spec(habit), Never));
        Assert.Contains(problem, failure.Problem);
        if (hint is null)
            Assert.Null(failure.Hint);
        else
            Assert.Contains(hint, failure.Hint);
        Assert.Empty(Directory.GetFileSystemEntries(room.Options.Folder));
    }

    [Fact]
    public async Task A_QEMU_that_never_comes_up_is_killed_and_nothing_is_left()
    {
        await using var room = new MachineRoom();
        var host = new MachineHost(room.Options with { Patience = room.Options.Patience with { Start = TimeSpan.FromSeconds(2) } });
        var failure = await Assert.ThrowsAsync<SmolException>(() => host.RunDetachedAsync(room.Spec("dummy.never-up"), Never));
        Assert.Contains("in time", failure.Problem);
        await MachineRoom.UntilAsync(() => room.Processes().Length == 0);
        Assert.Empty(Directory.GetFileSystemEntries(room.Options.Folder));
    }

    [Fact]
    public async Task A_start_that_is_given_up_leaves_nothing()
    {
        await using var room = new MachineRoom();
        using var stop = new CancellationTokenSource(TimeSpan.FromSeconds(1));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => room.Host.RunDetachedAsync(room.Spec("dummy.slow=60000"), stop.Token));
        await MachineRoom.UntilAsync(() => room.Processes().Length == 0);
        Assert.Empty(Directory.GetFileSystemEntries(room.Options.Folder));
    }

    [Fact]
    public async Task A_name_is_given_once()
    {
        await using var room = new MachineRoom();
        await room.Host.RunDetachedAsync(room.Spec() with { Name = "web" }, Never);
        var failure = await Assert.ThrowsAsync<SmolException>(() => room.Host.RunDetachedAsync(room.Spec() with { Name = "web" }, Never));
        Assert.Equal("web", failure.Place);
        Assert.Equal(MachineState.Running, Assert.Single(room.Host.List().Machines).State);
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
        MachineStatus asked = await StartReadyAsync(room, spec => spec with { Name = "asked", RemoveWhenStopped = true });
        await room.Host.StopAsync(asked.Name, Grace, Never);
        Assert.False(Directory.Exists(asked.Paths.Folder));
        await MachineRoom.UntilAsync(() => room.Host.List().Machines.Count == 0);
        Assert.Empty(Directory.GetFileSystemEntries(room.Options.Folder));
    }

    [Fact]
    public async Task A_machine_in_the_foreground_is_heard_from_its_first_word_and_hears()
    {
        await using var room = new MachineRoom();
        using var output = new MemoryStream();
        using var input = new MemoryStream("ping\n"u8.ToArray());
        RunOutcome outcome = await room.Host.RunAttachedAsync(room.Spec("dummy.ready", "dummy.exit=7", "dummy.after=1000"), output, input, Grace, Never);
        Assert.Equal(new RunOutcome("hello-1", 7, null), outcome);
        string said = Encoding.ASCII.GetString(output.ToArray());
        Assert.Contains("hello from hello-1\n", said);
        Assert.Contains("PING\n", said);
        Assert.Equal(MachineState.Stopped, room.Host.Get("hello-1").State);
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
        Assert.Equal(new RunOutcome("hello-1", 0, StopMethod.Guest), await run);
        Assert.Contains("heard STOP", Encoding.ASCII.GetString(output.ToArray()));
        Assert.Empty(Directory.GetFileSystemEntries(room.Options.Folder));
    }

    [Fact]
    public async Task A_foreground_run_that_QEMU_does_not_let_begin_leaves_nothing()
    {
        await using var room = new MachineRoom();
        var failure = await Assert.ThrowsAsync<SmolException>(() => room.Host.RunAttachedAsync(room.Spec("dummy.refuse-cont"), Stream.Null, null, Grace, Never));
        Assert.Contains("not today", failure.Problem);
        Assert.Empty(room.Processes());
        Assert.Empty(Directory.GetFileSystemEntries(room.Options.Folder));
    }

    [Fact]
    public async Task Logs_are_followed_to_the_end_of_the_machine()
    {
        await using var room = new MachineRoom();
        MachineStatus machine = await StartReadyAsync(room);
        using var output = new MemoryStream();
        Task follow = room.Host.LogsAsync(machine.Name, output, isFollowed: true, Never);
        await room.Host.StopAsync(machine.Name, Grace, Never);
        await follow;
        Assert.Equal("hello from hello-1\nheard STOP\n", Encoding.ASCII.GetString(output.ToArray()));
        using var again = new MemoryStream();
        await room.Host.LogsAsync(machine.Name, again, isFollowed: false, Never);
        Assert.Equal(output.ToArray(), again.ToArray());
    }

    [Fact]
    public async Task Sockets_whose_path_would_be_too_long_lie_elsewhere_and_go_with_the_machine()
    {
        await using var room = new MachineRoom();
        string deep = Path.Combine(room.Folder, "machines", new string('d', 100));
        var host = new MachineHost(room.Options with { Folder = deep });
        MachineStatus machine = await host.RunDetachedAsync(room.Spec(), Never);
        Assert.StartsWith(room.Options.ShortFolder + "/", machine.Paths.SocketFolder);
        Assert.Equal(StopMethod.Quit, await host.StopAsync(machine.Name, TimeSpan.Zero, Never));
        await host.RemoveAsync(machine.Name, isForced: false, Never);
        Assert.Empty(Directory.GetFileSystemEntries(deep));
        Assert.Empty(Directory.GetFileSystemEntries(room.Options.ShortFolder));

        var hopeless = new MachineHost(room.Options with { Folder = deep, ShortFolder = Path.Combine(deep, "s") });
        Assert.Contains("Unix socket", (await Assert.ThrowsAsync<SmolException>(() => hopeless.RunDetachedAsync(room.Spec(), Never))).Problem);
        Assert.Empty(Directory.GetFileSystemEntries(deep));
    }

    [Fact]
    public async Task Forty_machines_are_listed_at_once()
    {
        await using var room = new MachineRoom();
        await Parallel.ForAsync(0, 40, new ParallelOptions { MaxDegreeOfParallelism = 4 }, async (_, _) => await room.Host.RunDetachedAsync(room.Spec(), Never));
        IReadOnlyList<MachineStatus> machines = room.Host.List().Machines;
        Assert.Equal(Enumerable.Range(1, 40).Select(number => $"hello-{number}").Order(StringComparer.Ordinal), machines.Select(machine => machine.Name));
        Assert.All(machines, machine => Assert.Equal(MachineState.Running, machine.State));
        Assert.Equal(40, machines.Select(machine => machine.Process!.Pid).Distinct().Count());
    }

    [Theory]
    [InlineData("detached")]
    [InlineData("attached")]
    public async Task A_starter_that_is_killed_at_any_moment_leaves_a_machine_or_nothing(string way)
    {
        await using var room = new MachineRoom();
        for (int moment = 0; moment < 8; moment++)
        {
            using Process starter = Process.Start(new ProcessStartInfo(MachineRoom.StarterPath, [room.Options.Folder, MachineRoom.DummyPath, room.ImagePath, room.KernelPath, way, "dummy.ready"])
            {
                RedirectStandardOutput = true,
            })!;
            await Task.Delay(40 + (moment * 60), Never);
            starter.Kill();
            await starter.WaitForExitAsync(Never);

            // What is under way comes up or goes; then a process runs only if a machine says so.
            await MachineRoom.UntilAsync(() => room.Host.List().Machines.All(machine => machine.State == MachineState.Running));
            foreach (MachineStatus machine in room.Host.List().Machines)
                await room.Host.StopAsync(machine.Name, TimeSpan.Zero, Never);
            await MachineRoom.UntilAsync(() => room.Processes().Length == 0);
            foreach (MachineStatus machine in room.Host.List().Machines)
                await room.Host.RemoveAsync(machine.Name, isForced: false, Never);
        }
        if (Directory.Exists(room.Options.Folder))
            Assert.All(Directory.GetFileSystemEntries(room.Options.Folder), path => Assert.StartsWith(".", Path.GetFileName(path)));
    }

    [Fact]
    public async Task Leftovers_of_killed_processes_are_swept_when_they_are_old()
    {
        await using var room = new MachineRoom();
        string left = Path.Combine(room.Options.Folder, ".new-0123");
        Directory.CreateDirectory(left);
        File.WriteAllText(Path.Combine(left, "machine.json"), "{");
        room.Host.List();
        Assert.True(Directory.Exists(left));
        Directory.SetLastWriteTimeUtc(left, DateTime.UnixEpoch);
        room.Host.List();
        Assert.False(Directory.Exists(left));
    }

    [Fact]
    public async Task A_missing_QEMU_is_named_with_its_package()
    {
        await using var room = new MachineRoom();
        var host = new MachineHost(room.Options with { QemuPath = null, SearchPath = room.Folder });
        var failure = await Assert.ThrowsAsync<SmolException>(() => host.RunDetachedAsync(room.Spec(), Never));
        Assert.Equal("qemu-system-x86_64", failure.Place);
        Assert.Contains("install", failure.Hint);
        Assert.Empty(Directory.GetFileSystemEntries(room.Options.Folder));
    }

    [Fact]
    public async Task What_is_not_there_is_named_before_anything_is_made()
    {
        await using var room = new MachineRoom();
        MachineSpec spec = room.Spec();
        foreach (MachineSpec wrong in (MachineSpec[])[spec with { ImagePath = "/none.img" }, spec with { KernelPath = "/none" }, spec with { InitrdPath = "/none" }, spec with { Files = [new("A", "/none")] }])
            Assert.StartsWith("/none", (await Assert.ThrowsAsync<SmolException>(() => room.Host.RunDetachedAsync(wrong, Never))).Place);
        foreach (MachineSpec wrong in (MachineSpec[])[
            spec with { Name = "../x" }, spec with { Name = new string('a', 32) }, spec with { Name = "A" }, spec with { MemoryMiB = 0 }, spec with { Cpus = 0 },
            spec with { Partition = "a b" }, spec with { Partition = "" }, spec with { LogMax = 1 }, spec with { Variables = [new("A-B", "")] },
            spec with { Variables = [new(new string('A', 36), "")] }, spec with { Variables = [new("A", ""), new("A", "")] }, spec with { Forwards = [PortForward.Parse("[::1]:0:80")] }])
            await Assert.ThrowsAsync<SmolException>(() => room.Host.RunDetachedAsync(wrong, Never));
        foreach (byte[] wrong in (byte[][])[[], [0x1F, 0x8B, 8, 0], "#!/bin/sh\n"u8.ToArray(), new byte[100_000]])
        {
            File.WriteAllBytes(room.KernelPath, wrong);
            Assert.Equal(room.KernelPath, (await Assert.ThrowsAsync<SmolException>(() => room.Host.RunDetachedAsync(spec, Never))).Place);
        }
        Assert.Empty(room.Host.List().Machines);
    }

    [Fact]
    public async Task A_machine_that_is_not_there_is_an_error_that_names_those_that_are()
    {
        await using var room = new MachineRoom();
        Assert.Contains("smol run", Assert.Throws<SmolException>(() => room.Host.Get("none")).Hint);
        await room.Host.RunDetachedAsync(room.Spec() with { Name = "web" }, Never);
        Assert.Contains("web", Assert.Throws<SmolException>(() => room.Host.Get("none")).Hint);
        await Assert.ThrowsAsync<SmolException>(() => room.Host.StopAsync("none", Grace, Never));
        await Assert.ThrowsAsync<SmolException>(() => room.Host.RemoveAsync("none", isForced: true, Never));
        await Assert.ThrowsAsync<SmolException>(() => room.Host.LogsAsync("none", Stream.Null, isFollowed: false, Never));
        Assert.Throws<SmolException>(() => room.Host.Get("../machines/web"));
    }

    private static async Task<MachineStatus> StartReadyAsync(MachineRoom room, Func<MachineSpec, MachineSpec>? change = null)
    {
        MachineSpec spec = room.Spec("dummy.ready");
        MachineStatus machine = await room.Host.RunDetachedAsync(change is null ? spec : change(spec), Never);
        await MachineRoom.UntilAsync(() => File.Exists(machine.Paths.ControlLog) && new FileInfo(machine.Paths.ControlLog).Length > 0);
        return machine;
    }
}
