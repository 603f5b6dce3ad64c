using System.Text;
using Smol.Guests;
using Smol.Machines.Host;
using Smol.Machines.Networks;
using Smol.Machines.Ports;
using Smol.Machines.Qemu;
using Smol.Machines.State;
using Smol.Storage;

namespace Smol.Machines.Tests.Qemu;

public sealed class QemuCommandTests
{
    private static readonly MachineSpec NetBsd = new()
    {
        Name = "web",
        ImageReference = "web:latest",
        ImagePath = "/images/web.img",
        Partition = "webroot",
        Guest = GuestKind.NetBsd,
        KernelPath = "/kernels/netbsd-SMOL",
    };

    private static readonly MachineSpec Linux = NetBsd with { Guest = GuestKind.Linux, KernelPath = "/kernels/vmlinuz", InitrdPath = "/kernels/initramfs" };

    private static readonly MachineSpec Bios = NetBsd with { BootsByBios = true, KernelPath = "" };

    private static readonly HostFacts Kvm = new("/usr/bin/qemu-system-x86_64", new(7, 2, 22), Accelerator.Kvm, null);
    private static readonly HostFacts Tcg = Kvm with { Accelerator = Accelerator.Tcg, TscKiloHertz = 2596096 };
    private static readonly HostFacts Hvf = Kvm with { QemuPath = "/opt/homebrew/bin/qemu-system-x86_64", Accelerator = Accelerator.Hvf };
    private static readonly NetworkPlace Shop = new("shop", "10.83.0.2/24", "239.255.1.2:20000");
    private static readonly MachinePaths Paths = new("/machines/web", "/machines/web");

    /// <summary>Each case, by the name that it has in the golden file.</summary>
    private static List<(string Name, IReadOnlyList<string> Argv)> Cases() =>
    [
        ("netbsd kvm com", Build(NetBsd, Kvm)),
        ("netbsd kvm viocon", Build(NetBsd with { Console = ConsoleKind.Viocon }, Kvm)),
        ("netbsd tcg com", Build(NetBsd, Tcg)),
        ("netbsd tcg viocon", Build(NetBsd with { Console = ConsoleKind.Viocon }, Tcg)),
        ("netbsd hvf com", Build(NetBsd, Hvf)),
        ("netbsd hvf viocon", Build(NetBsd with { Console = ConsoleKind.Viocon }, Hvf)),
        ("netbsd i386 kvm", Build(NetBsd with { Architecture = MachineArchitecture.I386 }, Kvm with { QemuPath = "/usr/bin/qemu-system-i386" })),
        ("netbsd i386 tcg", Build(NetBsd with { Architecture = MachineArchitecture.I386 }, Tcg with { QemuPath = "/usr/bin/qemu-system-i386" })),
        ("netbsd read-only", Build(NetBsd with { ReadOnly = true }, Kvm)),
        ("netbsd paused", Build(NetBsd, Kvm, isPaused: true)),
        ("netbsd kernel arguments replace -z", Build(NetBsd with { KernelArguments = ["-v", "-1"] }, Kvm)),
        ("netbsd everything", Build(
            NetBsd with
            {
                Console = ConsoleKind.Viocon,
                MemoryMiB = 1024,
                Cpus = 4,
                ReadOnly = true,
                KernelArguments = ["-x"],
                Forwards = [PortForward.Parse("8080:80"), PortForward.Parse("udp:0.0.0.0:5353-10.0.2.15:53")],
                Variables = [new("TOKEN", "abc")],
                Files = [new("CERT", "/etc/cert.pem")],
            },
            Kvm,
            isPaused: true)),
        ("linux kvm", Build(Linux, Kvm)),
        ("linux tcg", Build(Linux, Tcg)),
        ("linux tcg, counter's rate unknown", Build(Linux, Tcg with { TscKiloHertz = null })),
        ("linux hvf", Build(Linux, Hvf)),
        ("linux i386 tcg", Build(Linux with { Architecture = MachineArchitecture.I386 }, Tcg with { QemuPath = "/usr/bin/qemu-system-i386" })),
        ("linux has no viocon", Build(Linux with { Console = ConsoleKind.Viocon }, Kvm)),
        ("linux read-only", Build(Linux with { ReadOnly = true }, Kvm)),
        ("linux paused", Build(Linux, Kvm, isPaused: true)),
        ("linux without initrd", Build(Linux with { InitrdPath = null }, Kvm)),
        ("linux kernel arguments come last", Build(Linux with { KernelArguments = ["loglevel=7", "ip=dhcp"] }, Tcg)),
        ("memory and cpus", Build(NetBsd with { MemoryMiB = 64, Cpus = 2 }, Kvm)),
        ("linux tcg, two cpus on one thread", Build(Linux with { Cpus = 2 }, Tcg)),
        ("linux kvm, two cpus", Build(Linux with { Cpus = 2 }, Kvm)),
        ("netbsd tcg, two cpus", Build(NetBsd with { Cpus = 2 }, Tcg)),
        ("one port", Build(NetBsd with { Forwards = [PortForward.Parse("127.0.0.1:8080:80")] }, Kvm)),
        ("ports", Build(NetBsd with { Forwards = [.. PortForward.ParseList("8080:80,udp::53-:53,0.0.0.0:2222-10.0.2.15:22")] }, Kvm)),
        ("two networks", Build(NetBsd with { Networks = [Shop, new("back", "192.168.7.1/29", "239.255.1.3:20001")] }, Kvm)),
        ("an internal network", Build(Linux with { HasUserNetwork = false, Networks = [Shop] }, Kvm)),
        ("a network of a PC", Build(Bios with { Networks = [Shop] }, Kvm)),
        ("taps that are there", Build(NetBsd with { HasUserNetwork = false, Taps = ["tap0", "vm,1"] }, Kvm)),
        ("variables", Build(NetBsd with { Variables = [new("A", "1"), new("B", "two words")] }, Kvm)),
        ("variable with commas", Build(NetBsd with { Variables = [new("LIST", "a,b,,c")] }, Kvm)),
        ("empty variable", Build(NetBsd with { Variables = [new("EMPTY", "")] }, Kvm)),
        ("variable with a newline and quotes", Build(NetBsd with { Variables = [new("TEXT", "a\n'b' \"$c\"")] }, Kvm)),
        ("files", Build(NetBsd with { Files = [new("A", "/a"), new("B", "/b,c")] }, Kvm)),
        ("image path with commas and spaces", Build(NetBsd with { ReadOnly = true, ImagePath = "/my images/a,b.img" }, Kvm)),
        ("kernel path with commas and spaces", Build(Linux with { KernelPath = "/k, l/vmlinuz", InitrdPath = "/k, l/initramfs" }, Kvm)),
        ("machine folder with commas", [.. QemuCommand.Build(NetBsd, Kvm, new("/m,n/web", "/m,n/web"), isPaused: false)]),
        ("sockets elsewhere", [.. QemuCommand.Build(NetBsd, Kvm, new("/machines/web", "/run/user/1/smol/0123"), isPaused: false)]),
        ("partition with odd letters", Build(NetBsd with { Partition = "web,root" }, Kvm)),
        .. Machines(), .. Storage(), .. Devices(),
    ];

    private static List<(string Name, IReadOnlyList<string> Argv)> Machines()
    {
        List<(string, IReadOnlyList<string>)> cases = [];
        foreach (MachineArchitecture architecture in Enum.GetValues<MachineArchitecture>())
            foreach (Accelerator accelerator in Enum.GetValues<Accelerator>())
                foreach ((string guest, MachineSpec spec) in (ReadOnlySpan<(string, MachineSpec)>)[("com", NetBsd), ("viocon", NetBsd with { Console = ConsoleKind.Viocon }), ("linux", Linux)])
                    cases.Add(($"{architecture} {accelerator} {guest}", Build(spec with { Architecture = architecture }, Kvm with { Accelerator = accelerator })));
        foreach (string version in (string[])["7.2.0", "8.0.5", "8.2.10", "9.0.0", "9.1.3", "9.2.0", "10.0.2", "10.1.0"])
            foreach ((string guest, MachineSpec spec) in (ReadOnlySpan<(string, MachineSpec)>)[("netbsd", NetBsd), ("linux", Linux)])
                cases.Add(($"QEMU {version} {guest}", Build(spec, Kvm with { QemuVersion = Version.Parse(version) })));
        cases.Add(("no invariant counter", Build(NetBsd, Kvm with { HasInvariantCounter = false })));
        cases.Add(("no invariant counter, aarch64", Build(NetBsd with { Architecture = MachineArchitecture.AArch64 }, Kvm with { HasInvariantCounter = false })));
        cases.Add(("BIOS", Build(Bios, Kvm)));
        cases.Add(("BIOS under tcg of QEMU 9.0", Build(Bios, Tcg with { QemuVersion = new(9, 0) })));
        cases.Add(("BIOS with everything", Build(Everything(Bios), Kvm)));
        return cases;
    }

    private static List<(string Name, IReadOnlyList<string> Argv)> Storage()
    {
        List<(string, IReadOnlyList<string>)> cases = [];
        foreach (RootStorage storage in Enum.GetValues<RootStorage>())
        {
            cases.Add(($"root on {storage}", Build(NetBsd with { Storage = storage }, Kvm)));
            cases.Add(($"root on {storage}, read-only", Build(NetBsd with { Storage = storage, ReadOnly = true }, Kvm)));
        }
        cases.Add(("RAM disk and second drive", Build(NetBsd with { Storage = RootStorage.RamDisk, Drives = [new("/b.img", false)] }, Kvm)));
        cases.Add(("drives", Build(NetBsd with { Drives = [new("/b,1.img", false), new("/c.img", true)] }, Kvm)));
        cases.Add(("linux drives", Build(Linux with { Drives = [new("/b.img", false)] }, Tcg)));
        cases.Add(("root by another name", Build(NetBsd with { Root = "ld0a", KernelArguments = ["-s"] }, Kvm)));
        return cases;
    }

    private static List<(string Name, IReadOnlyList<string> Argv)> Devices() =>
    [
        ("no network", Build(NetBsd with { HasUserNetwork = false }, Kvm)),
        ("tap", Build(NetBsd with { HasTap = true, Forwards = [PortForward.Parse("8080:80")] }, Kvm)),
        ("tap alone", Build(NetBsd with { HasTap = true, HasUserNetwork = false }, Kvm)),
        ("bridge", Build(NetBsd with { Bridge = "br0,x", HasUserNetwork = false }, Kvm)),
        ("share of a user", Build(NetBsd with { Shares = [new("/my, folder", false)] }, Kvm)),
        ("shares of root", Build(NetBsd with { Shares = [new("/a", false), new("/b", true)] }, Kvm with { IsRoot = true })),
        ("sockets beside com", Build(NetBsd with { Sockets = 2 }, Kvm)),
        ("sockets beside viocon", Build(NetBsd with { Sockets = 2, Console = ConsoleKind.Viocon }, Kvm)),
        ("sockets alone", Build(NetBsd with { Sockets = 1, HasControlPort = false }, Kvm)),
        ("sockets alone beside viocon", Build(NetBsd with { Sockets = 1, HasControlPort = false, Console = ConsoleKind.Viocon }, Kvm)),
        ("neither sockets nor guest protocol", Build(NetBsd with { HasControlPort = false }, Kvm)),
        ("linux sockets", Build(Linux with { Sockets = 1 }, Kvm)),
        ("console over TCP", Build(NetBsd with { SerialPort = 5555 }, Kvm)),
        ("console on a pty", Build(NetBsd with { HasPty = true, Console = ConsoleKind.Viocon }, Kvm)),
        ("monitors", Build(NetBsd with { QmpPort = 4444, GdbPort = 1234 }, Kvm)),
        ("arguments for QEMU", Build(NetBsd with { QemuArguments = ["-d", "int", "-D", "/my log"] }, Kvm)),
        ("aarch64 everything", Build(Everything(NetBsd) with { Architecture = MachineArchitecture.AArch64 }, Tcg)),
        ("linux everything", Build(Everything(Linux), Tcg)),
    ];

    private static MachineSpec Everything(MachineSpec spec) => spec with
    {
        Drives = [new("/b.img", false)],
        Shares = [new("/a", false), new("/b", true)],
        Bridge = "br0",
        Sockets = 3,
        Variables = [new("A", "1")],
        Files = [new("F", "/f")],
        Forwards = [PortForward.Parse("8080:80")],
        QmpPort = 4444,
        QemuArguments = ["-D", "/log"],
    };

    [Fact]
    public void A_ninth_virtio_device_is_refused_with_what_there_is()
    {
        MachineSpec most = NetBsd with { Drives = [new("/b.img", false)], Shares = [new("/a", false), new("/b", false), new("/c", false)] };
        Build(most, Kvm);
        var failure = Assert.Throws<SmolException>(() => Build(most with { Bridge = "br0" }, Kvm));
        Assert.Contains("8 virtio devices at most, and this one would have 9", failure.Problem);
        Assert.Contains("3 9p", failure.Problem);
        Assert.Throws<SmolException>(() => Build(most with { QemuArguments = ["-device", "virtio-balloon-device"] }, Kvm));
        Build(most with { Bridge = "br0", Guest = GuestKind.Linux }, Kvm);
        Build(most with { Bridge = "br0", Architecture = MachineArchitecture.AArch64 }, Kvm);
    }

    [Fact]
    public void A_QEMU_that_is_too_old_is_named() =>
        Assert.Contains("7.1.0, which is too old", Assert.Throws<SmolException>(() => Build(NetBsd, Kvm with { QemuVersion = new(7, 1, 0) })).Problem);

    [Fact]
    public void Commands_are_what_they_were()
    {
        var actual = new StringBuilder();
        foreach ((string name, IReadOnlyList<string> argv) in Cases())
        {
            // A line an option, its value after a tab.
            actual.Append($"== {name}\n{argv[0]}");
            foreach (string word in argv.Skip(1))
                actual.Append(word.StartsWith('-') ? '\n' : '\t').Append(word.Replace("\n", "\\n", StringComparison.Ordinal));
            actual.Append("\n\n");
        }
        Assert.True(Cases().Count >= 60);
        using var golden = new StreamReader(typeof(QemuCommandTests).Assembly.GetManifestResourceStream("QemuCommand.golden")!);
        Assert.Equal(golden.ReadToEnd(), actual.ToString());
    }

    [Fact]
    public void A_value_never_becomes_another_option()
    {
        string[] odd = ["-S", "a,b", "x -S", "\"", "`id`", "$(id)", "a\nb"];
        int length = Build(NetBsd with { Variables = [new("A", "x")] }, Kvm).Count;
        foreach (string value in odd)
        {
            IReadOnlyList<string> argv = Build(NetBsd with { Variables = [new("A", value)] }, Kvm);
            Assert.Equal(length, argv.Count);
            Assert.Contains($"name=opt/org.smolbsd.var.A,string={value.Replace(",", ",,", StringComparison.Ordinal)}", argv);
        }
    }

    [Theory]
    [InlineData("[::1]:8080:80")]
    [InlineData("8080-[fec0::1]:80")]
    public void Ports_that_QEMU_can_not_forward_are_an_error_with_the_place(string text)
    {
        var failure = Assert.Throws<SmolException>(() => Build(NetBsd with { Forwards = [PortForward.Parse(text)] }, Kvm));
        Assert.Contains("IPv4 only", failure.Problem);
        Assert.Contains("port forward", failure.Place);
    }

    private static IReadOnlyList<string> Build(MachineSpec spec, HostFacts host, bool isPaused = false) => QemuCommand.Build(spec, host, Paths, isPaused);
}
