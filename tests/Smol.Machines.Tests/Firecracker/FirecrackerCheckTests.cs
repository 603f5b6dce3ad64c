using Smol.Machines.Host;
using Smol.Machines.Ports;
using Smol.Storage;

namespace Smol.Machines.Tests.Firecracker;

public sealed class FirecrackerCheckTests : IAsyncDisposable
{
    private readonly MachineRoom _room = new();

    public ValueTask DisposeAsync() => _room.DisposeAsync();

    [Fact]
    public async Task What_Firecracker_does_not_have_is_refused_by_its_flag()
    {
        MachineSpec good = _room.Spec() with { Vmm = VmmKind.Firecracker, Accelerator = null, HasUserNetwork = false };
        (string Flag, MachineSpec Spec)[] cases =
        [
            ("--vmm firecracker", good with { HasUserNetwork = true }),
            ("-p", good with { Forwards = [PortForward.Parse("8080:80")] }),
            ("-b", good with { HasTap = true }),
            ("--bridge", good with { Bridge = "br0" }),
            ("--network", good with { Networks = [new("shop")] }),
            ("-e", good with { Variables = [new("A", "1")] }),
            ("-w", good with { Shares = [new(_room.Folder, true)] }),
            ("-E, --secret", good with { Files = [new("F", _room.ImagePath)] }),
            ("-n", good with { Sockets = 1 }),
            ("-t", good with { SerialPort = 5555 }),
            ("-P", good with { HasPty = true }),
            ("--qmp-port", good with { QmpPort = 4444 }),
            ("--gdb", good with { GdbPort = 1234 }),
            ("-x", good with { QemuArguments = ["-S"] }),
            ("-I", good with { Storage = RootStorage.RamDisk, Guest = Guests.GuestKind.NetBsd }),
            ("--persist", good with { Storage = RootStorage.Image }),
            ("--accel", good with { Accelerator = Accelerator.Tcg }),
            ("--bios", good with { BootsByBios = true }),
            ("hello:latest", good with { Architecture = MachineArchitecture.I386 }),
            ("33 CPUs", good with { Cpus = 33 }),
            ("tap0", good with { Taps = ["tap0"] }),
        ];
        foreach ((string flag, MachineSpec spec) in cases)
        {
            var failure = await Assert.ThrowsAsync<SmolException>(() => MachinePreview.OfAsync(spec, _room.Options, CancellationToken.None));
            Assert.Equal(flag, failure.Place);
        }
        MachinePreview preview = await MachinePreview.OfAsync(good, _room.Options with { FirecrackerPath = null, SearchPath = "" }, CancellationToken.None);
        Assert.Equal("firecracker", preview.Command[0]);
        Assert.Equal("/actions", preview.Requests[^1].Path);
        Assert.Empty(_room.Processes());
    }
}
