using System.Text;
using System.Text.Json;
using Smol.Guests;
using Smol.Machines.Host;
using Smol.Machines.Ports;
using Smol.Machines.Restarts;
using Smol.Machines.State;

namespace Smol.Machines.Tests.State;

/// <summary>What is written by hand is, to the byte, what the serializer would write: a member that is new in a record must be new here, too.</summary>
public sealed class RecordTextTests
{
    private static readonly MachineSpec Least = new() { ImageReference = "r", ImagePath = "/i", Partition = "p", Guest = GuestKind.NetBsd, KernelPath = "/k" };

    private static readonly MachineSpec Most = new()
    {
        Name = "web",
        ImageReference = "é \"<\\",
        ImagePath = "/a b",
        Partition = "webroot",
        Guest = GuestKind.Linux,
        Vmm = VmmKind.Firecracker,
        Architecture = MachineArchitecture.AArch64,
        BootsByBios = true,
        KernelPath = "/k",
        InitrdPath = "/initrd",
        Console = ConsoleKind.Viocon,
        Root = "ld0a",
        KernelArguments = ["-v", "a\nb"],
        MemoryMiB = 1024,
        Cpus = 4,
        HasUserNetwork = false,
        HasTap = true,
        Bridge = "br0",
        Taps = ["tap0", "tap1"],
        Networks = [new("shop", "10.83.0.1/24", "239.255.1.2:20000"), new("back")],
        Forwards = [PortForward.Parse("8080:80"), PortForward.Parse("udp:[::1]:53-:53")],
        Variables = [new("A", "1"), new("B", "")],
        Files = [new("F", "/f")],
        ReadOnly = true,
        Storage = RootStorage.RamDisk,
        Drives = [new("/d", true)],
        Shares = [new("/s", false)],
        Sockets = 2,
        HasControlPort = false,
        SerialPort = 1,
        HasPty = true,
        QmpPort = 2,
        GdbPort = 3,
        QemuPath = "/qemu",
        QemuArguments = ["-x"],
        RemoveWhenStopped = true,
        Restart = new(RestartWhen.OnFailure, 3),
        Accelerator = Accelerator.Tcg,
        LogMax = 1L << 40,
    };

    private static readonly DateTimeOffset Moment = new(2026, 1, 2, 3, 4, 5, 678, TimeSpan.Zero);

    [Fact]
    public void A_machines_record_is_what_the_serializer_writes()
    {
        foreach (MachineSpec spec in (MachineSpec[])[Least, Most])
        {
            var record = new MachineRecord("id", new(7, "s"), Moment, new(5, Moment), spec, spec == Most ? "/s" : null);
            Assert.Equal(JsonSerializer.Serialize(record, MachineJson.Default.MachineRecord), Encoding.UTF8.GetString(RecordText.Of(record)));
        }
    }

    [Fact]
    public void A_runs_record_is_what_the_serializer_writes()
    {
        var least = new RunRecord(1, new(8, "t"), Moment, Accelerator.Kvm, [], [], false);
        RunRecord most = least with { Forwards = Most.Forwards, IsAttached = true, Command = ["qemu", "-x"], Nonce = "0f", ConsoleStart = 1L << 40, IsUp = true, Process = new(7, "s"), IsPaused = true, StoppedBy = StopMethod.Quit, End = new(Moment, true, 3) };
        foreach (RunRecord record in (RunRecord[])[least, most])
            Assert.Equal(JsonSerializer.Serialize(record, MachineJson.Default.RunRecord), Encoding.UTF8.GetString(RecordText.Of(record)));
    }
}
