using System.Text;
using Smol.Guests;
using Smol.Machines.Host;
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

    private static readonly HostFacts Kvm = new("/usr/bin/qemu-system-x86_64", new(7, 2, 22), Accelerator.Kvm, null);
    private static readonly HostFacts Tcg = Kvm with { Accelerator = Accelerator.Tcg, TscKiloHertz = 2596096 };
    private static readonly HostFacts Hvf = Kvm with { QemuPath = "/opt/homebrew/bin/qemu-system-x86_64", Accelerator = Accelerator.Hvf };
    private static readonly MachinePaths Paths = new("/machines/web", "/machines/web");

    /// <summary>Each case, by the name that it has in the golden file.</summary>
    private static Dictionary<string, IReadOnlyList<string>> Cases() => new()
    {
        ["netbsd kvm com"] = Build(NetBsd, Kvm),
        ["netbsd kvm viocon"] = Build(NetBsd with { Console = ConsoleKind.Viocon }, Kvm),
        ["netbsd tcg com"] = Build(NetBsd, Tcg),
        ["netbsd tcg viocon"] = Build(NetBsd with { Console = ConsoleKind.Viocon }, Tcg),
        ["netbsd hvf com"] = Build(NetBsd, Hvf),
        ["netbsd hvf viocon"] = Build(NetBsd with { Console = ConsoleKind.Viocon }, Hvf),
        ["netbsd i386 kvm"] = Build(NetBsd with { Architecture = MachineArchitecture.I386 }, Kvm with { QemuPath = "/usr/bin/qemu-system-i386" }),
        ["netbsd i386 tcg"] = Build(NetBsd with { Architecture = MachineArchitecture.I386 }, Tcg with { QemuPath = "/usr/bin/qemu-system-i386" }),
        ["netbsd read-only"] = Build(NetBsd with { ReadOnly = true }, Kvm),
        ["netbsd paused"] = Build(NetBsd, Kvm, isPaused: true),
        ["netbsd kernel arguments replace -z"] = Build(NetBsd with { KernelArguments = ["-v", "-1"] }, Kvm),
        ["netbsd everything"] = Build(
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
            isPaused: true),
        ["linux kvm"] = Build(Linux, Kvm),
        ["linux tcg"] = Build(Linux, Tcg),
        ["linux tcg, counter's rate unknown"] = Build(Linux, Tcg with { TscKiloHertz = null }),
        ["linux hvf"] = Build(Linux, Hvf),
        ["linux i386 tcg"] = Build(Linux with { Architecture = MachineArchitecture.I386 }, Tcg with { QemuPath = "/usr/bin/qemu-system-i386" }),
        ["linux has no viocon"] = Build(Linux with { Console = ConsoleKind.Viocon }, Kvm),
        ["linux read-only"] = Build(Linux with { ReadOnly = true }, Kvm),
        ["linux paused"] = Build(Linux, Kvm, isPaused: true),
        ["linux without initrd"] = Build(Linux with { InitrdPath = null }, Kvm),
        ["linux kernel arguments come last"] = Build(Linux with { KernelArguments = ["loglevel=7", "ip=dhcp"] }, Tcg),
        ["memory and cpus"] = Build(NetBsd with { MemoryMiB = 64, Cpus = 2 }, Kvm),
        ["one port"] = Build(NetBsd with { Forwards = [PortForward.Parse("127.0.0.1:8080:80")] }, Kvm),
        ["ports"] = Build(NetBsd with { Forwards = [.. PortForward.ParseList("8080:80,udp::53-:53,0.0.0.0:2222-10.0.2.15:22")] }, Kvm),
        ["variables"] = Build(NetBsd with { Variables = [new("A", "1"), new("B", "two words")] }, Kvm),
        ["variable with commas"] = Build(NetBsd with { Variables = [new("LIST", "a,b,,c")] }, Kvm),
        ["empty variable"] = Build(NetBsd with { Variables = [new("EMPTY", "")] }, Kvm),
        ["variable with a newline and quotes"] = Build(NetBsd with { Variables = [new("TEXT", "a\n'b' \"$c\"")] }, Kvm),
        ["files"] = Build(NetBsd with { Files = [new("A", "/a"), new("B", "/b,c")] }, Kvm),
        ["image path with commas and spaces"] = Build(NetBsd with { ReadOnly = true, ImagePath = "/my images/a,b.img" }, Kvm),
        ["kernel path with commas and spaces"] = Build(Linux with { KernelPath = "/k, l/vmlinuz", InitrdPath = "/k, l/initramfs" }, Kvm),
        ["machine folder with commas"] = [.. QemuCommand.Build(NetBsd, Kvm, new("/m,n/web", "/m,n/web"), isPaused: false)],
        ["sockets elsewhere"] = [.. QemuCommand.Build(NetBsd, Kvm, new("/machines/web", "/run/user/1/smol/0123"), isPaused: false)],
        ["partition with odd letters"] = Build(NetBsd with { Partition = "web,root" }, Kvm),
    };

    [Fact]
    public void Commands_are_what_they_were()
    {
        var actual = new StringBuilder();
        foreach ((string name, IReadOnlyList<string> argv) in Cases())
            actual.Append($"== {name}\n").AppendJoin("", argv.Select(word => word.Replace("\n", "\\n", StringComparison.Ordinal) + "\n")).Append('\n');
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
