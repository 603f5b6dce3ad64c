using System.Text;
using Smol.Machines.Ports;
using Smol.Storage;

namespace Smol.Machines.Tests;

/// <summary>How machines start, or do not, with a QEMU that misbehaves on demand.</summary>
public sealed class MachineStartTests
{
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(20);

    private static CancellationToken Never => TestContext.Current.CancellationToken;

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
    public async Task A_name_is_given_once()
    {
        await using var room = new MachineRoom();
        await room.Host.RunDetachedAsync(room.Spec() with { Name = "web" }, Never);
        var failure = await Assert.ThrowsAsync<SmolException>(() => room.Host.RunDetachedAsync(room.Spec() with { Name = "web" }, Never));
        Assert.Equal("web", failure.Place);
        Assert.Equal(MachineState.Running, Assert.Single(room.Host.List().Machines).State);
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
    public async Task A_foreground_run_that_QEMU_does_not_let_begin_leaves_nothing()
    {
        await using var room = new MachineRoom();
        var failure = await Assert.ThrowsAsync<SmolException>(() => room.Host.RunAttachedAsync(room.Spec("dummy.refuse-cont"), Stream.Null, null, Grace, Never));
        Assert.Contains("not today", failure.Problem);
        Assert.Empty(room.Processes());
        Assert.Empty(Directory.GetFileSystemEntries(room.Options.Folder));
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
}
