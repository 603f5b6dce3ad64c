using System.Text.Json;

namespace Smol.EndToEnd.Tests;

/// <summary><c>smol run --vmm firecracker</c>, with a dummy Firecracker, which refuses requests that the API does not have.</summary>
public sealed class FirecrackerTests : IDisposable
{
    private readonly SmolProgram _smol = new();

    public FirecrackerTests()
    {
        Directory.CreateDirectory(_smol["tree"]);
        File.WriteAllText(_smol["tree/file"], "content");
        _smol.MustRun("image", "create", "--from", "tree", "hello.img");
        File.Copy("/bin/true", _smol["kernel"]);
        _smol.Environment["FIRECRACKER"] = Path.Combine(AppContext.BaseDirectory, "Smol.DummyFirecracker");
    }

    public void Dispose()
    {
        _smol.Run("rm", "-f", "--all");
        _smol.Dispose();
    }

    [Fact]
    public void A_dry_run_prints_the_requests_in_order_and_starts_nothing()
    {
        string folder = Path.Combine(_smol.Home, "machines", "web");
        string[] lines = _smol.MustRun(Words("--dry-run", "--name", "web", "-m", "128", "-c", "2")).Split('\n');
        Assert.Equal($"{_smol.Environment["FIRECRACKER"]} --id web --api-sock {folder}/api.sock --level Off -- -pidfile {folder}/qemu.pid", lines[0]);
        Assert.Equal(
            ["PUT /logger", "PUT /metrics", "PUT /machine-config", "PUT /boot-source", "PUT /drives/rootfs", "PUT /entropy", "PUT /actions"],
            lines[1..^1].Select(line => string.Join(' ', line.Split(' ')[..2])));
        Assert.Equal("""PUT /machine-config {"vcpu_count":2,"mem_size_mib":128}""", lines[3]);
        Assert.Equal($$"""PUT /boot-source {"kernel_image_path":"{{_smol["kernel"]}}","boot_args":"console=com root=NAME=root -z"}""", lines[4]);
        Assert.Equal("""PUT /actions {"action_type":"InstanceStart"}""", lines[^2]);
        Assert.Equal("[]\n", _smol.MustRun("ps", "-a", "--format", "json"));
        Assert.Equal(_smol.MustRun("run", "-v", "-k", "kernel", "--accel", "tcg", "./hello.img"), _smol.MustRun("run", "--dry-run", "-k", "kernel", "--accel", "tcg", "./hello.img"));
    }

    [Fact]
    public async Task A_machine_lives_as_one_of_QEMU_does()
    {
        Assert.Equal("web\n", _smol.MustRun(Words("-d", "--name", "web")));
        await DummyGuest.UntilAsync(() => _smol.MustRun("logs", "web") == "hello from web\n");
        _smol.MustRun("pause", "web");
        Assert.Contains("paused", _smol.MustRun("ps"), StringComparison.Ordinal);
        _smol.MustRun("unpause", "web");
        using (JsonDocument machine = JsonDocument.Parse(_smol.MustRun("inspect", "web")))
            Assert.Equal("Firecracker", machine.RootElement[0].GetProperty("spec").GetProperty("vmm").GetString());
        Assert.Equal("web: the guest stopped at Ctrl-Alt-Del\n", _smol.Run("stop", "web").Errors);
        Assert.Contains("stopped", _smol.MustRun("ps", "-a"), StringComparison.Ordinal);
        _smol.MustRun("start", "web");
        _smol.MustRun("kill", "web");
        Assert.Contains("stopped (137)", _smol.MustRun("ps", "-a"), StringComparison.Ordinal);
        _smol.MustRun("rm", "web");
        Assert.Empty(Directory.GetDirectories(Path.Combine(_smol.Home, "machines")));
    }

    [Fact]
    public void A_run_in_the_foreground_shows_the_console_and_leaves_nothing()
    {
        SmolResult result = _smol.Run(Words("--rm", "--name", "web", "-a", "dummy.exit"));
        Assert.Equal(("hello from web\n", 0), (result.Output, result.Code));
        Assert.Equal("[]\n", _smol.MustRun("ps", "-a", "--format", "json"));
    }

    [Theory]
    [InlineData("-w .", "-w: Firecracker has no 9p")]
    [InlineData("-E F=kernel", "-E, --secret: Firecracker has no fw_cfg")]
    [InlineData("-e A=1", "-e: Firecracker's guests get variables over a network card")]
    [InlineData("-p 8080:80", "-p: Firecracker has no user network")]
    [InlineData("-I", "-I: Firecracker's guests can't have their root in a RAM disk")]
    [InlineData("--accel tcg", "--accel: Firecracker has no accelerator but KVM")]
    [InlineData("--persist", "--persist: Firecracker does not lock")]
    [InlineData("--vmm xen", "--vmm: 'xen' is not a VMM")]
    public void What_it_does_not_have_is_said_by_the_flag(string flags, string said)
    {
        SmolResult result = _smol.Run(Words(flags.Split(' ')));
        Assert.Equal(125, result.Code);
        Assert.Contains(said, result.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_a_word_on_the_network_it_asks_for_one()
    {
        SmolResult result = _smol.Run("run", "--vmm", "firecracker", "-k", "kernel", "./hello.img");
        Assert.Contains("no user network", result.Errors, StringComparison.Ordinal);
        Assert.Contains("--network tap:NAME", result.Errors, StringComparison.Ordinal);
    }

    private static string[] Words(params string[] options) => ["run", "--vmm", "firecracker", "-N", "-k", "kernel", .. options, "./hello.img"];
}
