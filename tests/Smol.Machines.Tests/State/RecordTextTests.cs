using System.Text;
using System.Text.Json;
using Smol.Guests;
using Smol.Machines.Host;
using Smol.Machines.Ports;
using Smol.Machines.Restarts;
using Smol.Machines.State;

namespace Smol.Machines.Tests.State;

/// <summary>What is written and read by hand is, to the byte, what the serializer would: a member that is new in a record must be new here, too.</summary>
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
        StopSignal = "QUIT",
        LogMax = 1L << 40,
        HasLogKeeper = true,
    };

    private static readonly DateTimeOffset Moment = new(2026, 1, 2, 3, 4, 5, 678, TimeSpan.Zero);

    private static readonly MachineRecord[] Machines =
    [
        new("id", new(7, "s"), Moment, new(5, Moment), Least),
        new("id", new(7, "s"), Moment, new(5, Moment), Most, "/s"),
    ];

    private static readonly RunRecord[] Runs =
    [
        new(1, new(8, "t"), Moment, Accelerator.Kvm, [], [], false),
        new(1, new(8, "t"), Moment, Accelerator.Tcg, Most.Forwards, ["qemu", "-x"], true) { Nonce = "0f", ConsoleStart = 1L << 40, IsUp = true, Process = new(7, "s"), IsPaused = true, StoppedBy = StopMethod.Quit, End = new(Moment, true, 3) },
    ];

    [Fact]
    public void A_machines_record_is_what_the_serializer_writes()
    {
        foreach (MachineRecord record in Machines)
            Assert.Equal(JsonSerializer.Serialize(record, MachineJson.Default.MachineRecord), Encoding.UTF8.GetString(RecordText.Of(record)));
    }

    [Fact]
    public void A_runs_record_is_what_the_serializer_writes()
    {
        foreach (RunRecord record in Runs)
            Assert.Equal(JsonSerializer.Serialize(record, MachineJson.Default.RunRecord), Encoding.UTF8.GetString(RecordText.Of(record)));
    }

    [Fact]
    public void What_is_written_is_read()
    {
        foreach (MachineRecord record in Machines)
            Assert.Equal(JsonSerializer.Serialize(record, MachineJson.Default.MachineRecord), JsonSerializer.Serialize(RecordReader.Machine(RecordText.Of(record)), MachineJson.Default.MachineRecord));
        foreach (RunRecord record in Runs)
            Assert.Equal(JsonSerializer.Serialize(record, MachineJson.Default.RunRecord), JsonSerializer.Serialize(RecordReader.Run(RecordText.Of(record)), MachineJson.Default.RunRecord));
    }

    /// <summary>Records of an older smol lack members, those of a newer one have more.</summary>
    [Fact]
    public void What_a_record_lacks_is_as_if_nobody_had_said_it_and_what_it_has_more_is_passed_over()
    {
        string[] needed = ["id", "pid", "started", "created", "size", "written", "imageReference", "imagePath", "partition", "guest", "kernelPath"];
        string whole = Encoding.UTF8.GetString(RecordText.Of(Machines[0]));
        string[] lines = whole.Split('\n');
        foreach (string line in lines.Where(line => line.Contains("\":", StringComparison.Ordinal) && !line.EndsWith('{') && !line.EndsWith('[')))
        {
            string lacking = string.Join('\n', lines.Select(other => other == line ? $"\"new\": [1, {{}}]{(line.EndsWith(',') ? "," : "")}" : other));
            if (needed.Contains(line.Split('"')[1]))
                Assert.Throws<JsonException>(() => RecordReader.Machine(Encoding.UTF8.GetBytes(lacking)));
            else
                Assert.Equal(whole, Encoding.UTF8.GetString(RecordText.Of(RecordReader.Machine(Encoding.UTF8.GetBytes(lacking)))));
        }
    }

    [Fact]
    public void A_damaged_record_gives_one_kind_of_error()
    {
        var random = new Random(5);
        foreach (byte[] text in Machines.Select(RecordText.Of))
            for (int round = 0; round < 5_000; round++)
            {
                byte[] damaged = round < text.Length ? text[..round] : [.. text];
                for (int i = 0; damaged.Length > 0 && i < 3; i++)
                    damaged[random.Next(damaged.Length)] = "{}[]\",:0a-\\\0"u8[random.Next(11)];
                try
                {
                    _ = RecordReader.Machine(damaged);
                }
                catch (JsonException)
                {
                    continue;
                }
            }
    }
}
