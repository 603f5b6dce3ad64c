using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Smol.Guests;
using Smol.Machines.Ports;
using Smol.Machines.Qemu;
using Smol.Storage;

namespace Smol.Machines.Tests;

/// <summary>The life of machines under the real QEMU, with guests of a few bytes.</summary>
public sealed class MachineHostQemuTests
{
    private static readonly TimeSpan Grace = TimeSpan.FromMilliseconds(200);

    private static CancellationToken Never => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(GuestKind.Linux, ConsoleKind.Com, MachineArchitecture.Amd64)]
    [InlineData(GuestKind.NetBsd, ConsoleKind.Com, MachineArchitecture.Amd64)]
    [InlineData(GuestKind.NetBsd, ConsoleKind.Com, MachineArchitecture.I386)]
    public async Task A_detached_machine_runs_speaks_is_stopped_and_removed(GuestKind guest, ConsoleKind console, MachineArchitecture architecture)
    {
        await using MachineRoom room = Room(TestGuest.HelloKernel());
        MachineSpec spec = room.Spec() with { Guest = guest, Console = console, Architecture = architecture, Forwards = [PortForward.Parse("0:80")] };
        MachineStatus machine = await room.Host.RunDetachedAsync(spec, Never);
        await MachineRoom.UntilAsync(() => room.Log(machine.Name) == "hi\n");
        MachineStatus listed = Assert.Single(room.Host.List().Machines);
        Assert.Equal(MachineState.Running, listed.State);
        Assert.Equal(3, listed.LogSize);
        Assert.Equal(HostPortState.Taken, StateOf(Assert.Single(listed.Forwards).HostPort));

        Assert.Equal(StopMethod.Quit, await room.Host.StopAsync(machine.Name, Grace, Never));
        Assert.Equal(MachineState.Stopped, room.Host.Get(machine.Name).State);
        Assert.Empty(room.Processes());
        await room.Host.RemoveAsync(machine.Name, isForced: false, Never);
        Assert.Empty(Directory.GetFileSystemEntries(room.Options.Folder));
    }

    [Fact]
    public async Task QEMU_takes_every_option_that_a_machine_can_ask_for()
    {
        await using MachineRoom room = Room(TestGuest.HelloKernel());
        string odd = Path.Combine(room.Folder, "a, b");
        Directory.CreateDirectory(odd);
        foreach (string name in (string[])["disk.img", "kernel"])
            File.Copy(Path.Combine(room.Folder, name), Path.Combine(odd, name));
        MachineSpec spec = room.Spec("-v", "a=b,c") with
        {
            ImagePath = Path.Combine(odd, "disk.img"),
            KernelPath = Path.Combine(odd, "kernel"),
            Guest = GuestKind.NetBsd,
            Console = ConsoleKind.Viocon,
            Cpus = 2,
            Variables = [new("EMPTY", ""), new("ODD", "a,b c=\"d\" 'e'\n$(f)")],
            Files = [new(new string('F', 34), Path.Combine(odd, "disk.img"))],
            Forwards = [PortForward.Parse("0:80"), PortForward.Parse("udp::0-10.0.2.15:53")],
        };
        var host = new MachineHost(room.Options with { Folder = Path.Combine(room.Folder, "machines", "c, d") });
        foreach (bool isReadOnly in (bool[])[false, true])
        {
            MachineStatus machine = await host.RunDetachedAsync(spec with { ReadOnly = isReadOnly }, Never);
            using (QmpClient qmp = await QmpClient.ConnectAsync(machine.Paths.QmpSocket, TimeSpan.FromSeconds(20), TimeProvider.System, Never))
                Assert.Equal("running", await qmp.QueryStatusAsync(Never));
            await host.StopAsync(machine.Name, TimeSpan.Zero, Never);
        }
    }

    [Fact]
    public async Task A_guest_that_resets_itself_has_stopped_in_order()
    {
        await using MachineRoom room = Room(TestGuest.ResetKernel());
        MachineStatus machine = await room.Host.RunDetachedAsync(room.Spec(), Never);
        await MachineRoom.UntilAsync(() => room.Host.Get(machine.Name).State == MachineState.Stopped);
        Assert.Equal("bye\n", room.Log(machine.Name));
    }

    [Fact]
    public async Task A_QEMU_that_somebody_kills_has_failed()
    {
        await using MachineRoom room = Room(TestGuest.HelloKernel());
        MachineStatus machine = await room.Host.RunDetachedAsync(room.Spec(), Never);
        Process.GetProcessById(machine.Process!.Pid).Kill();
        await MachineRoom.UntilAsync(() => room.Host.Get(machine.Name).State == MachineState.Failed);
    }

    [Fact]
    public async Task A_machine_in_the_foreground_is_heard_from_its_first_byte_hears_and_ends()
    {
        await using MachineRoom room = Room(TestGuest.EchoKernel());
        using var output = new MemoryStream();
        using var input = new SlowInput("abcq", output, "ready\n");
        RunOutcome outcome = await room.Host.RunAttachedAsync(room.Spec() with { RemoveWhenStopped = true }, output, input, Grace, Never);
        Assert.Equal(new RunOutcome("hello-1", null, null), outcome);
        Assert.Equal("ready\nabcq", Encoding.ASCII.GetString(output.ToArray()));
        Assert.Empty(Directory.GetFileSystemEntries(room.Options.Folder));
    }

    [Fact]
    public async Task A_port_that_is_taken_is_named_and_nothing_is_left()
    {
        await using MachineRoom room = Room(TestGuest.HelloKernel());
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        int port = ((IPEndPoint)listener.LocalEndpoint).Port;
        var failure = await Assert.ThrowsAsync<SmolException>(() => room.Host.RunDetachedAsync(room.Spec() with { Forwards = [PortForward.Parse("0:81"), PortForward.Parse($"{port}:80")] }, Never));
        Assert.Equal($"port {port} of 127.0.0.1 is taken by another program", failure.Problem);
        Assert.Equal($"port forward 'tcp:127.0.0.1:{port}-:80'", failure.Place);
        Assert.Empty(room.Processes());
        Assert.Empty(Directory.GetFileSystemEntries(room.Options.Folder));
    }

    [Fact]
    public async Task What_QEMU_refuses_is_said_in_its_own_words()
    {
        await using MachineRoom room = Room(TestGuest.HelloKernel());
        File.Copy("/bin/true", room.KernelPath, overwrite: true);
        var kernel = await Assert.ThrowsAsync<SmolException>(() => room.Host.RunDetachedAsync(room.Spec(), Never));
        Assert.Equal((room.KernelPath, "QEMU can't boot this kernel: Error loading uncompressed kernel without PVH ELF Note"), (kernel.Place, kernel.Problem));
        File.WriteAllBytes(room.KernelPath, TestGuest.HelloKernel());

        var memory = await Assert.ThrowsAsync<SmolException>(() => room.Host.RunDetachedAsync(room.Spec() with { MemoryMiB = 1 << 30 }, Never));
        Assert.Contains("less memory", memory.Hint);
        var cpus = await Assert.ThrowsAsync<SmolException>(() => room.Host.RunDetachedAsync(room.Spec() with { Cpus = 1000 }, Never));
        Assert.Contains("Invalid SMP CPUs 1000", cpus.Problem);
        Assert.Empty(Directory.GetFileSystemEntries(room.Options.Folder));
    }

    [Fact]
    public async Task An_image_that_another_QEMU_writes_to_is_in_use()
    {
        await using MachineRoom room = Room(TestGuest.HelloKernel());
        using Process writer = Process.Start(new ProcessStartInfo(MachineRoom.RealQemu, ["-nodefaults", "-display", "none", "-S", "-drive", $"if=none,file={room.ImagePath},format=raw,id=d", "-device", "virtio-blk,drive=d", "-monitor", "stdio"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
        try
        {
            await writer.StandardOutput.ReadLineAsync(Never);
            var failure = await Assert.ThrowsAsync<SmolException>(() => room.Host.RunDetachedAsync(room.Spec(), Never));
            Assert.Contains("has the image open", failure.Problem);
        }
        finally
        {
            writer.Kill();
        }
    }

    [Fact]
    public async Task Any_number_of_machines_run_from_one_image_and_each_keeps_its_own_writes()
    {
        await using MachineRoom room = Room(TestGuest.HelloKernel());
        for (int i = 0; i < 3; i++)
            await room.Host.RunDetachedAsync(room.Spec() with { ReadOnly = i == 2 }, Never);
        Assert.All(room.Host.List().Machines, machine => Assert.Equal(MachineState.Running, machine.State));
        Assert.Equal(["disk.qcow2", "disk.qcow2"], Directory.GetFiles(room.Options.Folder, "disk.qcow2", SearchOption.AllDirectories).Select(Path.GetFileName));
    }

    [Fact]
    public async Task A_log_is_cut_while_QEMU_writes_to_it_and_goes_on_at_its_new_end()
    {
        await using MachineRoom room = Room(TestGuest.FloodKernel());
        const long Maximum = 256 << 10;
        MachineStatus machine = await room.Host.RunDetachedAsync(room.Spec() with { LogMax = Maximum }, Never);
        for (int cut = 0; cut < 3; cut++)
        {
            await MachineRoom.UntilAsync(() => new FileInfo(machine.Paths.ConsoleLog) is { Exists: true, Length: > Maximum });
            Assert.InRange(Assert.Single(room.Host.List().Machines).LogSize, 1, Maximum);
        }
        await room.Host.StopAsync(machine.Name, TimeSpan.Zero, Never);
        string[] lines = room.Log(machine.Name).Split('\n');
        // No hole where QEMU's old offset was, and no line torn but where a cut ended and at the end.
        Assert.DoesNotContain('\0', room.Log(machine.Name));
        Assert.InRange(lines.Count(line => line != "0123456789ABCDEF"), 0, 5);
        Assert.InRange(new FileInfo(machine.Paths.ConsoleLog).Length, 1, Maximum);
    }

    [Fact]
    public async Task Who_follows_a_log_keeps_it_within_bounds_and_misses_nothing()
    {
        await using MachineRoom room = Room(TestGuest.FloodKernel());
        const long Maximum = 256 << 10;
        MachineStatus machine = await room.Host.RunDetachedAsync(room.Spec() with { LogMax = Maximum }, Never);
        using var output = new MemoryStream();
        using var stop = new CancellationTokenSource();
        Task follow = room.Host.LogsAsync(machine.Name, output, isFollowed: true, stop.Token);
        await MachineRoom.UntilAsync(() => output.Length > 4 * Maximum);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => follow);
        string[] lines = Encoding.ASCII.GetString(output.ToArray()).Split('\n');
        Assert.InRange(lines.Count(line => line != "0123456789ABCDEF"), 0, 1 + (int)(output.Length / Maximum * 2));
    }

    [Fact]
    public async Task A_starter_that_is_killed_leaves_a_machine_that_is_adopted()
    {
        await using MachineRoom room = Room(TestGuest.HelloKernel());
        using Process starter = Process.Start(new ProcessStartInfo(MachineRoom.StarterPath, [room.Options.Folder, MachineRoom.RealQemu, room.ImagePath, room.KernelPath, "attached"])
        {
            RedirectStandardOutput = true,
        })!;
        Assert.Equal("hi", await starter.StandardOutput.ReadLineAsync(Never));
        starter.Kill();
        await starter.WaitForExitAsync(Never);
        MachineStatus machine = Assert.Single(room.Host.List().Machines);
        Assert.Equal(MachineState.Running, machine.State);
        File.Delete(machine.Paths.Run + ".partial");
        // As if it had died one step earlier, before it could write down who QEMU is.
        string run = File.ReadAllText(machine.Paths.Run);
        File.WriteAllText(machine.Paths.Run, run.Replace("\"isUp\": true", "\"isUp\": false", StringComparison.Ordinal));
        Assert.Equal(machine.Process, Assert.Single(room.Host.List().Machines).Process);
        Assert.Equal(StopMethod.Quit, await room.Host.StopAsync(machine.Name, Grace, Never));
        Assert.Equal(MachineState.Stopped, room.Host.Get(machine.Name).State);
    }

    private static MachineRoom Room(byte[] kernel)
    {
        string qemu = MachineRoom.RealQemu;
        var room = new MachineRoom(qemu);
        File.WriteAllBytes(room.KernelPath, kernel);
        return room;
    }

    private enum HostPortState
    {
        Free,
        Taken,
    }

    private static HostPortState StateOf(int port)
    {
        using var client = new TcpClient();
        try
        {
            client.Connect(IPAddress.Loopback, port);
            return HostPortState.Taken;
        }
        catch (SocketException)
        {
            return HostPortState.Free;
        }
    }
}
