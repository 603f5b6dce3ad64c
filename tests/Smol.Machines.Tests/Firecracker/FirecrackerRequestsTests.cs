using System.Text;
using Smol.DummyFirecracker;
using Smol.Guests;
using Smol.Machines.Firecracker;
using Smol.Machines.State;

namespace Smol.Machines.Tests.Firecracker;

public sealed class FirecrackerRequestsTests
{
    private static readonly MachineSpec NetBsd = new()
    {
        Name = "web.1",
        ImageReference = "web:latest",
        ImagePath = "/images/web.img",
        Partition = "webroot",
        Guest = GuestKind.NetBsd,
        KernelPath = "/kernels/netbsd-SMOL",
        Vmm = VmmKind.Firecracker,
        HasUserNetwork = false,
    };

    private static readonly MachineSpec Linux = NetBsd with { Guest = GuestKind.Linux, KernelPath = "/kernels/vmlinux", InitrdPath = "/kernels/initramfs" };

    private static readonly MachinePaths Paths = new("/machines/web.1", "/machines/web.1");

    /// <summary>Each case, by the name that it has in the golden file.</summary>
    private static List<(string Name, IReadOnlyList<FirecrackerRequest> Requests)> Cases() =>
    [
        ("netbsd", Of(NetBsd)),
        ("netbsd, a console that only QEMU has", Of(NetBsd with { Console = ConsoleKind.Viocon })),
        ("netbsd, another root and other arguments", Of(NetBsd with { Root = "ld0a", KernelArguments = ["-v", "-1"] })),
        ("netbsd read-only", Of(NetBsd with { ReadOnly = true })),
        ("netbsd ephemeral", Of(NetBsd with { Storage = RootStorage.Ephemeral })),
        ("netbsd, the image itself", Of(NetBsd with { Storage = RootStorage.SharedImage })),
        ("linux", Of(Linux)),
        ("linux read-only, without initrd", Of(Linux with { ReadOnly = true, InitrdPath = null })),
        ("memory and cpus", Of(NetBsd with { MemoryMiB = 64, Cpus = 2 })),
        ("drives", Of(NetBsd with { Drives = [new("/a.img", false), new("/b \"c\\é.img", true)] })),
        ("a tap", Of(NetBsd with { Taps = ["tap0"] })),
        ("two taps and variables", Of(NetBsd with { Taps = ["tap0", "tap1"], Variables = [new("TOKEN", "abc"), new("TEXT", "a\n'b' \"$c\", é"), new("EMPTY", "")] })),
        ("pause, go on, Ctrl-Alt-Del", [FirecrackerRequests.Pause, FirecrackerRequests.Resume, FirecrackerRequests.SendCtrlAltDel]),
    ];

    [Fact]
    public void Requests_are_what_they_were()
    {
        var actual = new StringBuilder();
        foreach ((string name, IReadOnlyList<FirecrackerRequest> requests) in Cases())
            actual.Append($"== {name}\n{string.Join('\n', requests)}\n\n");
        using var golden = new StreamReader(typeof(FirecrackerRequestsTests).Assembly.GetManifestResourceStream("FirecrackerRequests.golden")!);
        Assert.Equal(golden.ReadToEnd(), actual.ToString());
    }

    [Fact]
    public void Each_has_a_shape_of_the_API()
    {
        foreach ((string name, IReadOnlyList<FirecrackerRequest> requests) in Cases())
            foreach (FirecrackerRequest request in requests)
                Assert.True(Shapes.WhyNot(request.Method, request.Path, request.Body) is null, $"{name}: {request}");
    }

    [Theory]
    [InlineData("PUT", "/boot-source", """{"boot_args":"x"}""")]
    [InlineData("PUT", "/drives/rootfs", """{"drive_id":"other","is_root_device":false}""")]
    [InlineData("PUT", "/machine-config", """{"vcpu_count":"1","mem_size_mib":64}""")]
    [InlineData("PUT", "/machine-config", """{"vcpu_count":1,"mem_size_mib":64,"ht_enabled":true}""")]
    [InlineData("PUT", "/vm", """{"state":"Paused"}""")]
    [InlineData("PATCH", "/vm", """{"state":"paused"}""")]
    [InlineData("PUT", "/actions", "{")]
    public void The_double_refuses_what_the_API_does_not_have(string method, string path, string body) => Assert.NotNull(Shapes.WhyNot(method, path, body));

    [Fact]
    public void The_machine_is_started_last_and_metadata_come_after_their_card()
    {
        string[] paths = [.. Of(NetBsd with { Taps = ["tap0"], Variables = [new("A", "1")] }).Select(request => request.Path)];
        Assert.Equal(["/logger", "/metrics", "/machine-config", "/boot-source", "/drives/rootfs", "/network-interfaces/eth0", "/mmds/config", "/mmds", "/entropy", "/actions"], paths);
    }

    private static IReadOnlyList<FirecrackerRequest> Of(MachineSpec spec) => FirecrackerRequests.Of(FirecrackerCheck.Complete(spec), Paths);
}
