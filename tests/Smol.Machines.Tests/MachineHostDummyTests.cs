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
        MachineStatus started = await room.Host.RunDetachedAsync(room.Spec("dummy.ready"), Never);
        Assert.Equal(("hello-1", MachineState.Running), (started.Name, started.State));
        await MachineRoom.UntilAsync(() => room.Log("hello-1").Contains("hello from", StringComparison.Ordinal));

        MachineStatus listed = Assert.Single(room.Host.List().Machines);
        Assert.Equal((started.Id, MachineState.Running, started.Process), (listed.Id, listed.State, listed.Process));
        await MachineRoom.UntilAsync(() => File.Exists(started.Paths.ControlLog));
        Assert.Equal(StopMethod.Guest, await room.Host.StopAsync("hello-1", Grace, Never));
        MachineStatus stopped = room.Host.Get("hello-1");
        Assert.Equal((MachineState.Stopped, 0, StopMethod.Guest), (stopped.State, stopped.ExitCode, stopped.StoppedBy));
        Assert.Empty(room.Processes());

        await room.Host.RemoveAsync("hello-1", isForced: false, Never);
        Assert.Empty(room.Host.List().Machines);
        Assert.Empty(Directory.GetFileSystemEntries(room.Options.Folder));
    }
}
