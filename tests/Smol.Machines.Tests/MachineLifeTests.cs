using System.Diagnostics;
using Smol.Guests;
using Smol.Machines.Consoles;
using Smol.Machines.Journal;
using Smol.Machines.State;
using Smol.Storage;

namespace Smol.Machines.Tests;

/// <summary>What can be done with a machine between its first start and its removal.</summary>
public sealed class MachineLifeTests
{
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(20);

    private static CancellationToken Never => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_stopped_machine_starts_again_with_what_it_wrote_and_what_it_said()
    {
        await using var room = new MachineRoom();
        MachineStatus machine = await room.StartReadyAsync();
        await room.Host.StopAsync(machine.Name, Grace, Never);
        File.AppendAllText(machine.Paths.Overlay, "written by the guest");
        byte[] overlay = File.ReadAllBytes(machine.Paths.Overlay);

        Assert.True(await room.Host.StartAsync(machine.Name, Never));
        MachineStatus again = room.Host.Get(machine.Name);
        Assert.Equal((MachineState.Running, 2, machine.Id, (int?)null), (again.State, again.Runs, again.Id, again.ExitCode));
        Assert.NotEqual(machine.Process, again.Process);
        Assert.Equal(overlay, File.ReadAllBytes(machine.Paths.Overlay));
        await MachineRoom.UntilAsync(() => room.Log(machine.Name) == "hello from hello-1\nheard STOP\nhello from hello-1\n");
        Assert.False(await room.Host.StartAsync(machine.Name, Never));
        Assert.Equal(again.Process, room.Host.Get(machine.Name).Process);

        await MachineRoom.UntilAsync(() => File.Exists(machine.Paths.ControlLog));
        await room.Host.RestartAsync(machine.Name, Grace, Never);
        Assert.Equal((MachineState.Running, 3), (room.Host.Get(machine.Name).State, room.Host.Get(machine.Name).Runs));
        Assert.Single(room.Processes());
    }

    [Fact]
    public async Task A_start_that_fails_leaves_a_stopped_machine_as_it_was()
    {
        await using var room = new MachineRoom();
        MachineStatus machine = await room.Host.RunDetachedAsync(room.Spec("dummy.ready", "dummy.exit=3"), Never);
        await MachineRoom.UntilAsync(() => room.Host.Get(machine.Name).IsOver);
        MachineStatus before = room.Host.Get(machine.Name);
        var broken = new MachineHost(room.Options with { QemuPath = "/bin/false" });
        await Assert.ThrowsAsync<SmolException>(() => broken.StartAsync(machine.Name, Never));
        MachineStatus after = room.Host.Get(machine.Name);
        Assert.Equal((MachineState.Stopped, 3, before.Ended, 1), (after.State, after.ExitCode, after.Ended, after.Runs));
        Assert.True(await room.Host.StartAsync(machine.Name, Never));
    }

    [Fact]
    public async Task What_a_machine_wrote_is_not_laid_over_another_image()
    {
        await using var room = new MachineRoom();
        MachineStatus machine = await room.StartReadyAsync();
        await room.Host.StopAsync(machine.Name, Grace, Never);
        File.WriteAllBytes(room.ImagePath, new byte[2 << 20]);
        Assert.Contains("has changed", (await Assert.ThrowsAsync<SmolException>(() => room.Host.StartAsync(machine.Name, Never))).Problem);
        Assert.Equal(MachineState.Stopped, room.Host.Get(machine.Name).State);
    }

    [Theory]
    [InlineData("dummy.slow=60000")]
    [InlineData("dummy.ready")]
    public async Task A_machine_that_ran_survives_a_start_that_is_killed(string habit)
    {
        await using var room = new MachineRoom();
        MachineStatus machine = await room.Host.RunDetachedAsync(room.Spec("dummy.ready"), Never);
        await room.Host.StopAsync(machine.Name, TimeSpan.Zero, Never);
        // As if its starter had died at the last moment before QEMU was up.
        string record = File.ReadAllText(machine.Paths.Record);
        File.WriteAllText(machine.Paths.Record, record.Replace("dummy.ready", habit, StringComparison.Ordinal));
        using Process starter = Process.Start(new ProcessStartInfo(MachineRoom.StarterPath, [room.Options.Folder, MachineRoom.DummyPath, "start", machine.Name]))!;
        await MachineRoom.UntilAsync(() => File.ReadAllText(machine.Paths.Run).Contains("\"number\": 2", StringComparison.Ordinal) && (habit == "dummy.ready" || room.Processes().Length > 0));
        starter.Kill();
        await starter.WaitForExitAsync(Never);
        foreach (int pid in room.Processes().Where(_ => habit != "dummy.ready"))
            Process.GetProcessById(pid).Kill();
        // QEMU was on its way or it was not; either way the machine is there.
        await MachineRoom.UntilAsync(() => room.Host.List().Machines is [{ } only] && only.State == (room.Processes().Length > 0 ? MachineState.Running : MachineState.Stopped));
        await room.Host.RemoveAsync(machine.Name, isForced: true, Never);
        Assert.Empty(room.Processes());
    }

    [Fact]
    public async Task A_machine_is_paused_and_goes_on_and_stops_from_a_pause()
    {
        await using var room = new MachineRoom();
        MachineStatus machine = await room.StartReadyAsync();
        await room.Host.PauseAsync(machine.Name, isPaused: true, Never);
        Assert.Equal(MachineState.Paused, room.Host.Get(machine.Name).State);
        await room.Host.PauseAsync(machine.Name, isPaused: false, Never);
        Assert.Equal(MachineState.Running, room.Host.Get(machine.Name).State);
        await room.Host.PauseAsync(machine.Name, isPaused: true, Never);
        Assert.Equal(StopMethod.Guest, await room.Host.StopAsync(machine.Name, Grace, Never));
        Assert.Contains("not running", (await Assert.ThrowsAsync<SmolException>(() => room.Host.PauseAsync(machine.Name, isPaused: true, Never))).Problem);
    }

    [Fact]
    public async Task A_QEMU_that_does_not_answer_is_not_called_paused()
    {
        await using var room = new MachineRoom();
        MachineStatus machine = await room.Host.RunDetachedAsync(room.Spec("dummy.qmp-silent"), Never);
        await Assert.ThrowsAsync<SmolException>(() => room.Host.PauseAsync(machine.Name, isPaused: true, Never));
        Assert.Equal(MachineState.Running, room.Host.Get(machine.Name).State);
    }

    [Fact]
    public async Task A_machine_gets_another_name_when_it_does_not_run()
    {
        await using var room = new MachineRoom();
        MachineStatus machine = await room.StartReadyAsync();
        Assert.Contains("while it runs", Assert.Throws<SmolException>(() => room.Host.Rename(machine.Name, "web")).Problem);
        await room.Host.StopAsync(machine.Name, Grace, Never);
        await room.Host.RunDetachedAsync(room.Spec() with { Name = "taken" }, Never);
        Assert.Equal("taken", Assert.Throws<SmolException>(() => room.Host.Rename(machine.Name, "taken")).Place);
        Assert.Throws<SmolException>(() => room.Host.Rename(machine.Name, "../web"));

        room.Host.Rename(machine.Name, "web");
        MachineStatus renamed = room.Host.Get("web");
        Assert.Equal((machine.Id, "web", 0), (renamed.Id, renamed.Spec.Name, renamed.ExitCode));
        Assert.True(await room.Host.StartAsync("web", Never));
        await MachineRoom.UntilAsync(() => room.Log("web").EndsWith("hello from web\n", StringComparison.Ordinal));
        Assert.StartsWith(renamed.Paths.Folder, room.Host.Get("web").Paths.QmpSocket);
        Assert.Equal(StopMethod.Quit, await room.Host.StopAsync("web", TimeSpan.Zero, Never));
    }

    [Fact]
    public async Task Who_waits_gets_the_exit_code()
    {
        await using var room = new MachineRoom();
        MachineStatus machine = await room.Host.RunDetachedAsync(room.Spec("dummy.ready", "dummy.exit=42", "dummy.after=300"), Never);
        Assert.Equal(42, (await room.Host.WaitAsync(machine.Name, Never)).ExitStatus);
        MachineStatus crashed = await room.Host.RunDetachedAsync(room.Spec("dummy.crash"), Never);
        Assert.Equal(255, (await room.Host.WaitAsync(crashed.Name, Never)).ExitStatus);
        MachineStatus killed = await room.StartReadyAsync();
        Task<MachineStatus> wait = room.Host.WaitAsync(killed.Name, Never);
        await room.Host.KillAsync(killed.Name, isQuit: false, Never);
        Assert.Equal(137, (await wait).ExitStatus);
    }

    [Theory]
    [InlineData(null, "dummy.forge", "dummy.crash")]
    [InlineData(3, "dummy.forge", "dummy.console-exit=3")]
    [InlineData(0, "dummy.console-exit=0")]
    [InlineData(4, "dummy.forge", "dummy.ready", "dummy.exit=4")]
    [InlineData(null, "dummy.console-exit=999")]
    [InlineData(5, "dummy.own-nonce=5")]
    public async Task A_guest_without_a_port_says_its_code_on_the_console_and_no_workload_can_say_it(int? code, params string[] habits)
    {
        await using var room = new MachineRoom();
        MachineSpec spec = room.Spec(habits) with { Guest = GuestKind.NetBsd, Console = ConsoleKind.Com };
        MachineStatus machine = await room.Host.WaitAsync((await room.Host.RunDetachedAsync(spec, Never)).Name, Never);
        Assert.Equal(code, machine.ExitCode);
        // A later run has another nonce: the old run's line is still in the log, and says nothing of it.
        await room.Host.StartAsync(machine.Name, Never);
        await room.Host.WaitAsync(machine.Name, Never);
        Assert.Equal(code, room.Host.Get(machine.Name).ExitCode);
    }

    [Fact]
    public async Task A_guests_own_nonce_counts_only_while_the_log_has_its_front()
    {
        await using var room = new MachineRoom();
        // The first run's number is what the second one would be taken for, if the log's front were gone.
        MachineSpec spec = room.Spec("dummy.own-nonce=5") with { Guest = GuestKind.NetBsd, Console = ConsoleKind.Com };
        MachineStatus machine = await room.Host.WaitAsync((await room.Host.RunDetachedAsync(spec, Never)).Name, Never);
        MachineFolders.Note(machine, run => run with { End = null });
        ConsoleLog.Cut(machine.Paths.ConsoleLog, 60);
        Assert.Null(room.Host.Get(machine.Name).ExitCode);
    }

    [Fact]
    public async Task Kill_ends_at_once_and_quit_lets_QEMU_end_in_order()
    {
        await using var room = new MachineRoom();
        MachineStatus machine = await room.StartReadyAsync();
        await room.Host.KillAsync(machine.Name, isQuit: true, Never);
        Assert.Equal((StopMethod.Quit, null), (room.Host.Get(machine.Name).StoppedBy, room.Host.Get(machine.Name).ExitCode));
        Assert.Contains("not running", (await Assert.ThrowsAsync<SmolException>(() => room.Host.KillAsync(machine.Name, isQuit: false, Never))).Problem);
        MachineStatus deaf = await room.Host.RunDetachedAsync(room.Spec("dummy.ignore-quit"), Never);
        await Assert.ThrowsAsync<SmolException>(() => room.Host.KillAsync(deaf.Name, isQuit: true, Never));
        Assert.Equal(MachineState.Running, room.Host.Get(deaf.Name).State);
        await room.Host.KillAsync(deaf.Name, isQuit: false, Never);
        Assert.Empty(room.Processes());
    }

    [Fact]
    public async Task What_happens_is_in_the_journal_once_and_in_order()
    {
        await using var room = new MachineRoom();
        MachineStatus machine = await room.StartReadyAsync();
        await room.Host.PauseAsync(machine.Name, isPaused: true, Never);
        await room.Host.PauseAsync(machine.Name, isPaused: false, Never);
        await room.Host.StopAsync(machine.Name, Grace, Never);
        room.Host.Rename(machine.Name, "web");
        await room.Host.StartAsync("web", Never);
        Process.GetProcessById(room.Host.Get("web").Process!.Pid).Kill();
        await MachineRoom.UntilAsync(() => room.Host.Get("web").IsOver);
        room.Host.List();
        await room.Host.RemoveAsync("web", isForced: false, Never);

        IReadOnlyList<MachineEvent> events = room.Host.Journal.Read();
        Assert.Equal("Create Start Pause Unpause Stop Die Rename Start Die Remove", string.Join(' ', events.Select(entry => entry.Action)));
        Assert.Equal(Enumerable.Range(1, events.Count).Select(number => (long)number), events.Select(entry => entry.Number));
        Assert.All(events, entry => Assert.Equal((machine.Id, "hello:latest"), (entry.Id, entry.Image)));
        Assert.Equal((StopMethod.Guest, 0, "hello-1"), (events[4].StoppedBy, events[5].ExitCode, events[6].OldName));
    }

    [Fact]
    public async Task The_use_of_a_running_machine_is_told()
    {
        await using var room = new MachineRoom();
        MachineStatus machine = await room.StartReadyAsync();
        MachineUse use = (await room.Host.Meters.ReadAsync(machine, Never))!;
        Assert.Equal((machine.Process!.Pid, 0d, 64L << 20, 4097L, 514L), (use.ProcessId, use.CpuPercent, use.MemoryBytes, use.DiskReadBytes, use.DiskWrittenBytes));
        Assert.InRange(use.ResidentBytes, 1 << 20, 1L << 32);
        IReadOnlyList<MachineThread> threads = await room.Host.Meters.ThreadsAsync(machine, Never);
        Assert.Equal(machine.Process.Pid, Assert.Single(threads, thread => thread.VirtualCpu == 0).Id);
        Assert.True(threads.Count > 1);
        await room.Host.StopAsync(machine.Name, TimeSpan.Zero, Never);
        Assert.Null(await room.Host.Meters.ReadAsync(room.Host.Get(machine.Name), Never));
        await Assert.ThrowsAsync<SmolException>(() => room.Host.Meters.ThreadsAsync(room.Host.Get(machine.Name), Never));
    }
}
