using System.Diagnostics;
using Smol.Machines.Consoles;
using Smol.Storage;

namespace Smol.Machines.Tests.Firecracker;

/// <summary>A machine's life with a dummy Firecracker, which refuses what the real one would refuse.</summary>
public sealed class FirecrackerLifeTests : IAsyncDisposable
{
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(10);

    private readonly MachineRoom _room = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _room.DisposeAsync();

    [Fact]
    public async Task It_runs_by_itself_is_paused_stopped_and_started_again_with_what_it_wrote()
    {
        MachineStatus machine = await _room.Host.RunDetachedAsync(Spec() with { Name = "web.1" }, Stop);
        Assert.Equal(MachineState.Running, machine.State);
        Assert.Equal(["--id", "web-1"], machine.Command.Skip(1).Take(2));
        await MachineRoom.UntilAsync(() => _room.Log("web.1").Contains("hello from web-1\n", StringComparison.Ordinal));
        Assert.Equal(MachineState.Running, _room.Host.Get("web.1").State);

        await _room.Host.PauseAsync("web.1", isPaused: true, Stop);
        Assert.Equal(MachineState.Paused, _room.Host.Get("web.1").State);
        await _room.Host.PauseAsync("web.1", isPaused: false, Stop);
        Assert.Equal(MachineState.Running, _room.Host.Get("web.1").State);

        File.AppendAllText(machine.Paths.DiskCopy, "written");
        Assert.Equal(StopMethod.CtrlAltDel, await _room.Host.StopAsync("web.1", Grace, Stop));
        Assert.Equal(MachineState.Stopped, _room.Host.Get("web.1").State);
        Assert.True(await _room.Host.StartAsync("web.1", Stop));
        Assert.EndsWith("written", File.ReadAllText(machine.Paths.DiskCopy), StringComparison.Ordinal);
        await MachineRoom.UntilAsync(() => _room.Log("web.1").Split("hello from web-1\n").Length == 3);
        await _room.Host.RemoveAsync("web.1", isForced: true, Stop);
        Assert.Empty(_room.Processes());
    }

    [Fact]
    public async Task The_requests_are_those_of_the_preview()
    {
        MachineSpec spec = Spec() with { Name = "web", MemoryMiB = 96, Cpus = 2, Drives = [new(_room.ImagePath, true)] };
        MachinePreview preview = await MachinePreview.OfAsync(spec, _room.Options, Stop);
        MachineStatus machine = await _room.Host.RunDetachedAsync(spec, Stop);
        Assert.Equal(preview.Command, machine.Command);
        string[] seen = File.ReadAllLines(Path.Combine(machine.Paths.Folder, "requests"));
        Assert.Equal(preview.Requests.Select(request => request.ToString()), seen.Skip(1));
    }

    [Fact]
    public async Task A_guest_that_ends_by_itself_is_stopped_and_a_Firecracker_that_crashes_has_failed()
    {
        await _room.Host.RunDetachedAsync(Spec("dummy.exit") with { Name = "done" }, Stop);
        Assert.Equal(MachineState.Stopped, (await _room.Host.WaitAsync("done", Stop)).State);
        await _room.Host.RunDetachedAsync(Spec("dummy.crash") with { Name = "crashed" }, Stop);
        Assert.Equal(MachineState.Failed, (await _room.Host.WaitAsync("crashed", Stop)).State);
    }

    [Fact]
    public async Task One_that_hears_no_key_is_terminated_and_one_can_be_killed()
    {
        await _room.Host.RunDetachedAsync(Spec("dummy.ignore-keys") with { Name = "deaf" }, Stop);
        Assert.Equal(StopMethod.Terminated, await _room.Host.StopAsync("deaf", TimeSpan.FromMilliseconds(100), Stop));
        await _room.Host.StartAsync("deaf", Stop);
        await Assert.ThrowsAsync<SmolException>(() => _room.Host.KillAsync("deaf", isQuit: true, Stop));
        await _room.Host.KillAsync("deaf", isQuit: false, Stop);
        Assert.Equal((MachineState.Stopped, 137), (_room.Host.Get("deaf").State, _room.Host.Get("deaf").ExitCode));
    }

    [Fact]
    public async Task Who_stays_at_its_console_sees_all_and_types()
    {
        using var output = new MemoryStream();
        using var input = new MemoryStream("hi there\nexit\n"u8.ToArray());
        RunOutcome outcome = await _room.Host.RunAttachedAsync(Spec() with { Name = "seen" }, output, input, Grace, Stop);
        Assert.Equal("hello from seen\nHI THERE\nEXIT\n", System.Text.Encoding.UTF8.GetString(output.ToArray()));
        Assert.False(outcome.HasFailed);
        Assert.Null(outcome.StoppedBy);
    }

    [Fact]
    public async Task Who_comes_later_sees_the_log_and_types()
    {
        await _room.Host.RunDetachedAsync(Spec() with { Name = "later" }, Stop);
        using var output = new MemoryStream();
        using var input = new MemoryStream("exit\n"u8.ToArray());
        Assert.False(await _room.Host.AttachAsync("later", new ConsoleUser(output, input), 4096, Stop));
        Assert.Equal("hello from later\nEXIT\n", System.Text.Encoding.UTF8.GetString(output.ToArray()));
    }

    [Fact]
    public async Task An_ephemeral_disk_is_gone_at_once_and_the_image_stays_as_it_is()
    {
        byte[] before = File.ReadAllBytes(_room.ImagePath);
        MachineStatus machine = await _room.Host.RunDetachedAsync(Spec() with { Storage = RootStorage.Ephemeral }, Stop);
        Assert.False(File.Exists(machine.Paths.DiskCopy));
        Assert.Equal(before, File.ReadAllBytes(_room.ImagePath));
    }

    [Fact]
    public async Task What_it_refuses_is_said_and_nothing_is_left()
    {
        var refused = await Assert.ThrowsAsync<SmolException>(() => _room.Host.RunDetachedAsync(Spec("dummy.refuse"), Stop));
        Assert.Contains("refuses PUT /actions: Error creating KVM object", refused.Message);
        File.WriteAllText(_room.KernelPath, "\u007fELF");
        var netbsd = _room.Spec() with { Guest = Guests.GuestKind.NetBsd, Vmm = VmmKind.Firecracker, HasUserNetwork = false, Accelerator = null };
        await _room.Host.RunDetachedAsync(netbsd with { Name = "pvh" }, Stop);
        var absent = new MachineHost(_room.Options with { FirecrackerPath = null, SearchPath = "" });
        Assert.Contains("not installed", (await Assert.ThrowsAsync<SmolException>(() => absent.RunDetachedAsync(netbsd, Stop))).Problem);
        File.WriteAllBytes(_room.KernelPath, [.. new byte[0x202], .. "HdrS"u8]);
        var old = await Assert.ThrowsAsync<SmolException>(() => _room.Host.RunDetachedAsync(Spec(), Stop));
        Assert.Contains("Firecracker 1.12.0 boots no other", old.Message);
        Assert.Equal("pvh", Assert.Single(_room.Host.List().Machines).Name);
        await MachineRoom.UntilAsync(() => _room.Processes().Length == 1);
    }

    [Fact]
    public async Task A_starter_that_is_killed_at_any_moment_leaves_a_machine_with_a_guest_or_nothing()
    {
        for (int moment = 0; moment < 8; moment++)
        {
            using Process starter = Process.Start(new ProcessStartInfo(MachineRoom.StarterPath, [_room.Options.Folder, MachineRoom.FirecrackerPath, _room.ImagePath, _room.KernelPath, "detached", "dummy.no"])
            {
                RedirectStandardOutput = true,
            })!;
            await Task.Delay(60 + (moment * 40), Stop);
            starter.Kill();
            await starter.WaitForExitAsync(Stop);
            await MachineRoom.UntilAsync(() => _room.Host.List().Machines.All(machine => machine.State == MachineState.Running && _room.Log(machine.Name).StartsWith("hello", StringComparison.Ordinal)));
            foreach (MachineStatus machine in _room.Host.List().Machines)
                await _room.Host.RemoveAsync(machine.Name, isForced: true, Stop);
            await MachineRoom.UntilAsync(() => _room.Processes().Length == 0);
        }
    }

    private MachineSpec Spec(params string[] habits) => _room.Spec(habits) with { Vmm = VmmKind.Firecracker, HasUserNetwork = false, Accelerator = null };
}
