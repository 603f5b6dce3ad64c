using System.Text.Json;
using Smol.Guests.Tests.NetBsd.Kernels;
using Smol.TestSupport;

namespace Smol.EndToEnd.Tests;

/// <summary><c>smol kernel ls|inspect|drivers|smolify</c>, on kernels that we make.</summary>
public sealed class KernelTests : IDisposable
{
    private readonly SmolProgram _smol = new();

    public void Dispose() => _smol.Dispose();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Smolify_makes_a_kernel_beside_and_undo_gives_the_first_one_back(bool is64)
    {
        byte[] built = new TestKernel(is64).Build(TestKernel.Devices);
        File.WriteAllBytes(_smol["netbsd"], built);
        Oracle.MustRun("gzip", "-k", _smol["netbsd"]);
        File.WriteAllText(_smol["virtio.list"], "mainbus pv # buses\nvirtio\n");

        string said = _smol.MustRun("kernel", "smolify", "netbsd.gz", "--keep-file", "virtio.list", "-k", "ld", "--disable", "com1");
        Assert.Equal(["DEVICE AT WAS IS", "com0 isa? NOTFOUND DNOTFOUND", "com1 isa0 NOTFOUND DNOTFOUND", "vioif* virtio? STAR DSTAR", "isa0 mainbus? NOTFOUND DNOTFOUND"], Rows(said));
        Assert.Equal(built, File.ReadAllBytes(_smol["netbsd"]));
        string[] disabled = [.. Json("kernel", "drivers", "netbsd.SMOL").Where(row => !row.GetProperty("enabled").GetBoolean()).Select(row => row.GetProperty("device").GetString()!)];
        Assert.Equal(["com0", "com1", "vioif*", "isa0"], disabled);

        Assert.Equal(4, Json("kernel", "smolify", "netbsd.SMOL", "--undo", "--dry-run").Length);
        Assert.NotEqual(built, File.ReadAllBytes(_smol["netbsd.SMOL"]));
        _smol.MustRun("kernel", "smolify", "netbsd.SMOL", "--undo");
        Assert.Equal(built, File.ReadAllBytes(_smol["netbsd.SMOL"]));
        Assert.Equal("nothing changes\n", _smol.MustRun("kernel", "smolify", "netbsd.SMOL", "--undo"));
        Assert.Equal(["netbsd", "netbsd.SMOL", "netbsd.gz", "virtio.list"], Directory.GetFiles(_smol.Folder).Select(Path.GetFileName).Order());
    }

    [Fact]
    public void What_may_not_be_meant_is_pointed_out()
    {
        File.WriteAllBytes(_smol["netbsd"], new TestKernel(is64: true).Build(TestKernel.Devices));
        string errors = _smol.Run("kernel", "smolify", "netbsd", "--keep", "ld", "--keep", "acpicpu", "-o", "first").Errors;
        Assert.Contains("no device acpicpu", errors, StringComparison.Ordinal);
        Assert.Contains("ld* at virtio? is kept, but will not be found", errors, StringComparison.Ordinal);
        Assert.Contains("disabled before", _smol.Run("kernel", "smolify", "first", "--disable", "ld", "-o", "second").Errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("smolify netbsd", "what is to be disabled?")]
    [InlineData("smolify netbsd --disable mainbus", "is a root")]
    [InlineData("smolify netbsd --disable wd", "names no device")]
    [InlineData("smolify netbsd --keep /dev/ld", "can't name a driver")]
    [InlineData("smolify netbsd --undo --keep ld", "enables everything")]
    [InlineData("smolify netbsd.gz --undo", "is compressed")]
    [InlineData("smolify netbsd --keep-file nothing", "can't be read")]
    [InlineData("smolify netbsd --keep ld -o /nowhere/at/all", "can't be written")]
    [InlineData("smolify stripped --keep ld", "can't be proved: it has no symbol cfdata")]
    [InlineData("drivers stripped", "can't be proved: it has no symbol cfdata")]
    [InlineData("drivers text", "is not a kernel")]
    [InlineData("drivers cut", "not a whole ELF file")]
    [InlineData("inspect cut", "not a whole ELF file")]
    [InlineData("inspect netbsd --config", "has no config file")]
    [InlineData("inspect missing", "can't be read")]
    public void A_mistake_is_a_sentence_and_changes_nothing(string line, string problem)
    {
        byte[] built = new TestKernel(is64: true).Build(TestKernel.Devices);
        File.WriteAllBytes(_smol["netbsd"], built);
        Oracle.MustRun("gzip", "-k", _smol["netbsd"]);
        File.WriteAllBytes(_smol["stripped"], new TestKernel(is64: true) { IsStripped = true }.Build(TestKernel.Devices));
        File.WriteAllText(_smol["text"], "#!/bin/sh\n");
        File.WriteAllBytes(_smol["cut"], built[..200]);
        string[] before = Directory.GetFiles(_smol.Folder);

        SmolResult result = _smol.Run(["kernel", .. line.Split(' ')]);
        Assert.Equal(1, result.Code);
        Assert.StartsWith("smol: ", result.Errors, StringComparison.Ordinal);
        Assert.Contains(problem, result.Errors, StringComparison.Ordinal);
        Assert.Equal(built, File.ReadAllBytes(_smol["netbsd"]));
        Assert.Equal(before.Order(), Directory.GetFiles(_smol.Folder).Order());
    }

    [Fact]
    public void Inspect_says_what_run_will_say()
    {
        File.WriteAllBytes(_smol["netbsd"], new TestKernel(is64: true) { Symbols = ["viocon_earlyinit"], Strings = ["@(#)NetBSD 11.0 (SMOL)", "_CFG_ident SMOL"] }.Build(TestKernel.Devices));
        Oracle.MustRun("gzip", "-k", _smol["netbsd"]);
        string said = _smol.MustRun("kernel", "inspect", "netbsd");
        Assert.Contains("NetBSD 11.0 (SMOL)", said, StringComparison.Ordinal);
        Assert.Contains("console=viocon root=NAME=PARTITION -z", said, StringComparison.Ordinal);
        Assert.Contains("symbol viocon_earlyinit", said, StringComparison.Ordinal);
        Assert.Equal("ident SMOL\n", _smol.MustRun("kernel", "inspect", "netbsd", "--config"));
        using var compressed = JsonDocument.Parse(_smol.MustRun("kernel", "inspect", "netbsd.gz", "--format", "json"));
        Assert.Equal("0x104a8450", compressed.RootElement.GetProperty("pvhEntry").GetString());
        Assert.Equal(JsonValueKind.Null, compressed.RootElement.GetProperty("start").GetProperty("arguments").ValueKind);
    }

    [Fact]
    public void Ls_shows_the_kernels_that_run_would_take_in_its_order()
    {
        Directory.CreateDirectory(_smol["kernels"]);
        Directory.CreateDirectory(Path.Combine(_smol.Home, "kernels", "amd64"));
        File.WriteAllText(_smol["kernels/netbsd-MICROVM"], "");
        File.WriteAllText(Path.Combine(_smol.Home, "kernels", "amd64", "netbsd-SMOL"), "");
        File.WriteAllText(Path.Combine(_smol.Home, "kernels", "netbsd-SMOL386"), "");

        Assert.Equal(
            ["netbsd-MICROVM amd64 True", "netbsd-SMOL amd64 False", "netbsd-SMOL386 i386 True"],
            Json("kernel", "ls").Select(row => $"{row.GetProperty("name")} {row.GetProperty("architecture")} {row.GetProperty("isDefault")}"));
    }

    private static IEnumerable<string> Rows(string table) =>
        table.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => string.Join(' ', line.Split(' ', StringSplitOptions.RemoveEmptyEntries)));

    private JsonElement[] Json(params string[] arguments)
    {
        using var document = JsonDocument.Parse(_smol.MustRun([.. arguments, "--format", "json"]));
        return [.. document.RootElement.EnumerateArray().Select(row => row.Clone())];
    }
}
