using System.Net.Sockets;
using Smol.Guests;
using Smol.Machines.Ports;
using Smol.Machines.Qemu;
using Smol.Storage;
using Smol.TestSupport;

namespace Smol.Machines.Tests;

/// <summary>The real QEMU takes what a machine can have, and guards images.</summary>
public sealed class MachineDevicesTests
{
    private static CancellationToken Never => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(RootStorage.Overlay)]
    [InlineData(RootStorage.Ephemeral)]
    [InlineData(RootStorage.Image)]
    [InlineData(RootStorage.SharedImage)]
    [InlineData(RootStorage.RamDisk)]
    public async Task Each_storage_of_the_root_is_taken(RootStorage storage)
    {
        await using var room = new MachineRoom(MachineRoom.RealQemu);
        Oracle.MustRun("mke2fs", "-q", "-t", "ext2", "-F", room.ImagePath);
        foreach (bool isReadOnly in (bool[])[false, true])
            await RunAsync(room, NetBsd(room) with { Storage = storage, ReadOnly = isReadOnly });
    }

    [Fact]
    public async Task Devices_and_monitors_are_taken_and_ports_are_sockets()
    {
        await using var room = new MachineRoom(MachineRoom.RealQemu);
        string share = Path.Combine(room.Folder, "a, b");
        Directory.CreateDirectory(share);
        string drive = Path.Combine(share, "drive.img");
        File.WriteAllBytes(drive, new byte[1 << 20]);
        MachineSpec spec = NetBsd(room) with
        {
            Console = ConsoleKind.Viocon,
            HasPty = true,
            Sockets = 2,
            Drives = [new(drive, true)],
            Shares = [new(share, false), new(share, true)],
            QmpPort = FreePort(),
            GdbPort = FreePort(),
            QemuArguments = ["-rtc", "base=utc"],
        };
        MachineStatus machine = await room.Host.RunDetachedAsync(spec, Never);
        foreach (int number in (int[])[1, 2])
        {
            using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(machine.Paths.GuestSocket(number)), Never);
        }
        using (var qmp = new TcpClient())
            await qmp.ConnectAsync("127.0.0.1", spec.QmpPort!.Value, Never);
        await room.Host.RemoveAsync(machine.Name, isForced: true, Never);

        await RunAsync(room, spec with { HasPty = false, SerialPort = FreePort(), Shares = [], HasUserNetwork = false });
        await RunAsync(room, NetBsd(room) with { BootsByBios = true, KernelPath = "", Sockets = 2, Drives = [new(drive, false)], Shares = [new(share, false)] });
    }

    [Fact]
    public async Task Two_writers_of_one_image_are_refused_by_the_holders_name_and_readers_are_not()
    {
        await using var room = new MachineRoom(MachineRoom.RealQemu);
        MachineSpec spec = NetBsd(room);
        MachineStatus first = await room.Host.RunDetachedAsync(spec with { Name = "first", Storage = RootStorage.Image }, Never);
        foreach (MachineSpec second in (MachineSpec[])[spec with { Storage = RootStorage.Image }, spec, spec with { ReadOnly = true }, spec with { Storage = RootStorage.SharedImage }])
        {
            var failure = await Assert.ThrowsAsync<SmolException>(() => room.Host.RunDetachedAsync(second, Never));
            Assert.Equal("machine 'first' has the image open", failure.Problem);
            Assert.Equal(room.ImagePath, failure.Place);
        }
        // However QEMU ends, what it held is free.
        System.Diagnostics.Process.GetProcessById(first.Process!.Pid).Kill();
        await MachineRoom.UntilAsync(() => room.Host.Get("first").State == MachineState.Failed);

        for (int reader = 0; reader < 3; reader++)
            await room.Host.RunDetachedAsync(spec with { ReadOnly = reader == 0, Storage = reader == 1 ? RootStorage.Ephemeral : RootStorage.Overlay }, Never);
        Assert.Contains("machine 'hello-", (await Assert.ThrowsAsync<SmolException>(() => room.Host.RunDetachedAsync(spec with { Storage = RootStorage.Image }, Never))).Problem);
    }

    [Fact]
    public async Task Two_who_share_an_image_may_both_write_it()
    {
        await using var room = new MachineRoom(MachineRoom.RealQemu);
        for (int writer = 0; writer < 2; writer++)
            await room.Host.RunDetachedAsync(NetBsd(room) with { Storage = RootStorage.SharedImage }, Never);
    }

    [Fact]
    public async Task What_can_not_be_is_refused_before_anything_is_made()
    {
        await using var room = new MachineRoom();
        MachineSpec spec = room.Spec();
        foreach ((MachineSpec wrong, string said) in ((MachineSpec, string)[])[
            (spec with { HasUserNetwork = false, Forwards = [PortForward.Parse("8080:80")] }, "without a network"),
            (spec with { Storage = RootStorage.RamDisk }, "RAM disk"), (spec with { Sockets = 31 }, "30"), (spec with { SerialPort = 70000 }, "65535"),
            (spec with { Shares = [new("/none", false)] }, "folder"), (spec with { Drives = [new("/none", false)] }, "disk image"),
            (spec with { Bridge = "none0" }, "bridge"), (spec with { Root = "a b" }, "kernel")])
            Assert.Contains(said, (await Assert.ThrowsAsync<SmolException>(() => room.Host.RunDetachedAsync(wrong, Never))).Message, StringComparison.Ordinal);
        Assert.Empty(room.Host.List().Machines);
    }

    private static MachineSpec NetBsd(MachineRoom room) => room.Spec() with { Guest = GuestKind.NetBsd };

    private static async Task RunAsync(MachineRoom room, MachineSpec spec)
    {
        MachineStatus machine = await room.Host.RunDetachedAsync(spec, Never);
        using (QmpClient qmp = await QmpClient.ConnectAsync(machine.Paths.QmpSocket, TimeSpan.FromSeconds(20), TimeProvider.System, Never))
            Assert.Equal("running", await qmp.QueryStatusAsync(Never));
        await room.Host.RemoveAsync(machine.Name, isForced: true, Never);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(System.Net.IPAddress.Loopback, 0);
        listener.Start();
        return ((System.Net.IPEndPoint)listener.LocalEndpoint).Port;
    }
}
