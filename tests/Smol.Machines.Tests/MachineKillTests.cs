using System.Diagnostics;
using Smol.Storage;
using Smol.TestSupport;

namespace Smol.Machines.Tests;

/// <summary>What is left when a starter, a start or a QEMU is killed.</summary>
public sealed class MachineKillTests
{
    private static CancellationToken Never => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_machine_whose_QEMU_crashes_has_failed()
    {
        await using var room = new MachineRoom();
        MachineStatus machine = await room.Host.RunDetachedAsync(room.Spec("dummy.crash"), Never);
        await MachineRoom.UntilAsync(() => room.Host.Get(machine.Name).State == MachineState.Failed);
        Assert.Null(room.Host.Get(machine.Name).ExitCode);
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
    public async Task Whoever_is_killed_at_any_moment_of_any_command_loses_no_machine_and_leaves_no_ghost()
    {
        await using var room = new MachineRoom();
        var random = new Random(6);
        string[] run = [room.ImagePath, room.KernelPath, "detached", "dummy.ready"];
        // How long a command takes here and now is how long the moments are spread over.
        long begin = Stopwatch.GetTimestamp();
        await StartCommand(room, run).WaitForExitAsync(Never);
        TimeSpan longest = Stopwatch.GetElapsedTime(begin);
        bool isThere = true;
        var cut = new Dictionary<string, int>();
        for (int round = 0; round < TestCount.Of(50, 500); round++)
        {
            string[] command = isThere ? [((string[])["start", "stop", "stop", "rm"])[random.Next(4)], "victim-1"] : run;
            using Process starter = StartCommand(room, command);
            await Task.Delay(random.NextDouble() * longest, Never);
            if (!starter.HasExited)
                cut[command[0]] = cut.GetValueOrDefault(command[0]) + 1;
            starter.Kill();
            await starter.WaitForExitAsync(Never);

            // A QEMU runs if and only if a machine says that it does; and what was there before is gone only by rm.
            await MachineRoom.UntilAsync(() => IsSettled(room));
            bool wasThere = isThere;
            isThere = room.Host.List().Machines.Count == 1;
            Assert.True(isThere || !wasThere || command[0] == "rm", $"round {round}: {command[0]} lost the machine");
        }
        Assert.Equal(4, cut.Count);
        foreach (MachineStatus machine in room.Host.List().Machines)
            await room.Host.RemoveAsync(machine.Name, isForced: true, Never);
        Assert.Empty(room.Processes());
        // What was cut off in the middle is swept when it is old enough to be nobody's.
        foreach (string left in Directory.GetDirectories(room.Options.Folder))
            Directory.SetLastWriteTimeUtc(left, DateTime.UnixEpoch);
        Assert.Empty(room.Host.List().Machines);
        Assert.Empty(Directory.GetFileSystemEntries(room.Options.Folder));
    }

    private static Process StartCommand(MachineRoom room, string[] command) =>
        Process.Start(new ProcessStartInfo(MachineRoom.StarterPath, [room.Options.Folder, MachineRoom.DummyPath, .. command]) { RedirectStandardOutput = true, RedirectStandardError = true })!;

    private static bool IsSettled(MachineRoom room)
    {
        MachineListing listing = room.Host.List();
        return listing.Damaged.Count == 0
            && listing.Machines.All(machine => machine.State != MachineState.Created)
            && room.Processes().Length == listing.Machines.Count(machine => machine.State == MachineState.Running);
    }
}
