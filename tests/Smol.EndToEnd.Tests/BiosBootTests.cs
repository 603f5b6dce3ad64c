using System.Buffers.Binary;
using System.Text.Json;
using Smol.Guests.Tests.NetBsd.Booting;
using Smol.Guests.Tests.NetBsd.Kernels;
using Smol.Storage.Archives;
using Smol.Storage.FileTrees;
using Smol.TestSupport;

namespace Smol.EndToEnd.Tests;

/// <summary>Images that a BIOS starts, byte by byte, with test doubles of NetBSD's boot code.</summary>
public sealed class BiosBootTests : IDisposable
{
    private const int Partition = 1 << 20;

    private readonly SmolProgram _smol = new();
    private readonly TestRelease _release = new();
    private readonly byte[] _kernel = new TestKernel(is64: true).Build(TestKernel.Devices);

    public BiosBootTests()
    {
        Directory.CreateDirectory(_smol["service/disk/etc"]);
        File.WriteAllText(_smol["service/disk/etc/rc"], "#!/bin/sh\n");
        File.WriteAllText(_smol["service/disk/options.mk"], "BIOSBOOT=y\nIMGSIZE=24\n");
        File.WriteAllBytes(_smol["netbsd-OWN"], _kernel);
        WriteBootBlocks(_smol["mdec.tar"]);
    }

    public void Dispose()
    {
        _release.Dispose();
        _smol.Dispose();
    }

    /// <summary>A set with test doubles of NetBSD's boot code.</summary>
    internal static void WriteBootBlocks(string path)
    {
        var time = new Timestamp(1_700_000_000);
        var tree = new FileTree(time);
        foreach ((string name, byte[] bytes) in BootBlockDoubles.Files)
            tree.Put(TreePath.FromText($"usr/mdec/{name}"), new FileNode(new(0x124 /* 0444 */, 0, 0, time), FileContent.FromBytes(bytes)));
        using FileStream stream = File.Create(path);
        TarWriter.Write(tree, stream);
    }

    [Theory]
    [InlineData("ffs", "bootxx_ffsv1", "com0", 1, 9600)]
    [InlineData("ffs2", "bootxx_ffsv2", "pc", 0, 9600)]
    [InlineData("ffs", "bootxx_ffsv1", "com1,115200", 2, 115200)]
    public void All_that_a_bios_starts_is_in_its_place(string filesystem, string primary, string console, int device, int speed)
    {
        Build($"FS={filesystem}", $"BIOSCONSOLE={console}", "BIOSKERNEL=./netbsd-OWN", "-o", "disk.img");
        byte[] image = File.ReadAllBytes(_smol["disk.img"]);

        Assert.Equal(BootBlockDoubles.Files["gptmbr.bin"], image[..440]);
        Assert.DoesNotContain(image[440..447], value => value != 0); // the disk's signature; no partition is active
        byte[] area = [.. BootBlockDoubles.Files[primary], .. new byte[8192 - BootBlockDoubles.Files[primary].Length]];
        foreach ((int offset, int value) in ((int, int)[])[(1040, 0), (1044, device), (1048, speed)])
            BinaryPrimitives.WriteInt32LittleEndian(area.AsSpan(offset), value);
        Assert.Equal(area, image[Partition..(Partition + 8192)]);
        Assert.DoesNotContain(image[(Partition + 512)..(Partition + 1024)], value => value != 0); // the disklabel's sector

        string verdict = Oracle.MustRun("sgdisk", "-v", _smol["disk.img"]);
        Assert.Contains("No problems found", verdict, StringComparison.Ordinal);
        Assert.DoesNotMatch("(?i)warning|caution", verdict);
        Assert.Contains("Attribute flags: 0800000000000004", Oracle.MustRun("sgdisk", "-i", "1", _smol["disk.img"]), StringComparison.Ordinal);
        Assert.Equal("", _smol.MustRun("image", "fsck", "disk.img"));
        Assert.Contains("File System Type: UFS", Oracle.MustRun("fsstat", "-o", "2048", _smol["disk.img"]), StringComparison.Ordinal);

        Assert.Equal($"timeout=0\nconsdev={console}\n", _smol.MustRun("image", "cat", "disk.img:/boot.cfg"));
        Assert.Equal(BootBlockDoubles.Files["boot"], Inside("boot"));
        Assert.Equal(_kernel, Inside("netbsd"));
    }

    [Fact]
    public void The_image_is_the_same_each_time_and_sparse()
    {
        foreach (string name in (string[])["a", "b"])
            Build("BIOSKERNEL=./netbsd-OWN", "-o", name);
        Assert.Equal(File.ReadAllBytes(_smol["a"]), File.ReadAllBytes(_smol["b"]));
        long blocks = long.Parse(Oracle.MustRun("stat", "-c", "%b", _smol["a"]), System.Globalization.CultureInfo.InvariantCulture);
        Assert.True(blocks * 512 < new FileInfo(_smol["a"]).Length / 4, $"{blocks} blocks");
    }

    [Fact]
    public void The_kernel_comes_from_the_release_and_is_locked()
    {
        string folder = _release["amd64/binary/kernel/netbsd-GENERIC"];
        File.WriteAllBytes(folder, _kernel);
        Oracle.MustRun("gzip", "-n", folder);
        string sums = Oracle.RunIn(Path.GetDirectoryName(folder)!, "sha512sum", "--tag", "netbsd-GENERIC.gz").Output;
        File.WriteAllText(_release["amd64/binary/kernel/SHA512"], sums);

        Build();
        Assert.Equal(_kernel, Inside("netbsd", "disk"));
        Assert.Contains("kernel amd64/netbsd-GENERIC.gz ", File.ReadAllText(_smol["service/disk/smol.lock"]), StringComparison.Ordinal);
        JsonElement[] inputs = [.. Images()[0].GetProperty("inputs").EnumerateArray()];
        Assert.Contains(inputs, input => input.GetProperty("kind").GetString() == "kernel" && input.GetProperty("name").GetString() == "netbsd-GENERIC.gz");

        Build("--kernel", "netbsd-OWN", "BIOSKERNEL=netbsd-NONE");
        Assert.Equal("netbsd-OWN", Assert.Single(Images()[0].GetProperty("inputs").EnumerateArray(), input => input.GetProperty("kind").GetString() == "kernel").GetProperty("name").GetString());

        // A locked build asks nobody, and a kernel that the user has is taken before one of the release.
        File.Delete(_release["amd64/binary/kernel/SHA512"]);
        Build("--locked");
        Directory.CreateDirectory(Path.Combine(_smol.Home, "kernels", "amd64"));
        File.WriteAllBytes(Path.Combine(_smol.Home, "kernels", "amd64", "netbsd-GENERIC"), [.. _kernel, 0]);
        Build();
        Assert.Equal(_kernel.Length + 1, Inside("netbsd", "disk").Length);
    }

    [Fact]
    public void Smolify_leaves_the_drivers_that_smolBSD_keeps()
    {
        File.WriteAllBytes(_smol["netbsd-OWN"], new TestKernel(is64: true).Build([.. TestKernel.Devices, new("pcdisplay", "pcdisplay", 0, 0, "isa", "isa"), new("lpt", "lpt_isa", 0, 0, "isa", "isa")]));
        Build("BIOSKERNEL=./netbsd-OWN", "SMOLIFY=y", "-o", "disk.img");
        File.WriteAllBytes(_smol["inside"], Inside("netbsd"));
        using JsonDocument drivers = JsonDocument.Parse(_smol.MustRun("kernel", "drivers", "--format", "json", "inside"));
        Assert.Equal(["pv*", "lpt0"],
            drivers.RootElement.EnumerateArray().Where(row => !row.GetProperty("enabled").GetBoolean()).Select(row => row.GetProperty("device").GetString()));
    }

    [Theory]
    [InlineData("no usr/mdec", "/usr/mdec/boot: is missing", "ADDSETS=", "SETS=./base.tar", "BIOSKERNEL=./netbsd-OWN")]
    [InlineData("ext2", "BIOSBOOT needs FFS, and the filesystem is ext2", "FS=ext2", "BIOSKERNEL=./netbsd-OWN")]
    [InlineData("linux", "BIOSBOOT is for NetBSD on amd64 and i386, not for linux on amd64", "GUEST=linux", "BIOSKERNEL=./netbsd-OWN", "SETS=./busybox.tar")]
    [InlineData("aarch64", "BIOSBOOT is for NetBSD on amd64 and i386, not for netbsd on evbarm-aarch64", "ARCH=evbarm-aarch64", "BIOSKERNEL=./netbsd-OWN", "SETS=./base.tar")]
    [InlineData("no kernel", "./netbsd-NONE: there is no such kernel", "BIOSKERNEL=./netbsd-NONE")]
    [InlineData("no such kernel of the release", "netbsd-NONE", "BIOSKERNEL=netbsd-NONE")]
    [InlineData("text as a kernel", "./mdec.tar: is not a kernel", "BIOSKERNEL=./mdec.tar")]
    [InlineData("smolify alone", "SMOLIFY changes the kernel that a BIOS starts, and none does", "BIOSBOOT=n", "SMOLIFY=y")]
    [InlineData("smolify without symbols", "can't be proved", "SMOLIFY=y", "BIOSKERNEL=./stripped")]
    public void What_a_bios_can_not_start_is_a_sentence_and_no_image(string what, string problem, params string[] variables)
    {
        File.WriteAllBytes(_smol["stripped"], new TestKernel(is64: true) { IsStripped = true }.Build(TestKernel.Devices));
        MakeSet("base.tar", "sbin/init", "init");
        MakeSet("busybox.tar", "bin/busybox", "busybox");
        SmolResult result = _smol.Run([.. Arguments, .. variables, "-o", "disk.img"]);
        Assert.True(result.Code == 1, $"{what}: {result.Code} {result.Errors}");
        Assert.Contains(problem, result.Errors, StringComparison.Ordinal);
        Assert.False(File.Exists(_smol["disk.img"]));
    }

    private string[] Arguments => ["build", "disk", "--mirror", _release.Folder, "ADDSETS=./mdec.tar"];

    private void Build(params string[] more) => _smol.MustRun([.. Arguments, .. more]);

    private void MakeSet(string name, string path, string text)
    {
        string folder = Path.Combine(_smol.Folder, "tree-" + name);
        Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(folder, path))!);
        File.WriteAllText(Path.Combine(folder, path), text);
        Oracle.MustRun("tar", "-C", folder, "-cf", _smol[name], ".");
    }

    private byte[] Inside(string path, string image = "disk.img")
    {
        File.Delete(_smol["copy"]);
        _smol.MustRun("image", "cp", $"{image}:/{path}", _smol["copy"]);
        return File.ReadAllBytes(_smol["copy"]);
    }

    private JsonElement[] Images()
    {
        using JsonDocument images = JsonDocument.Parse(_smol.MustRun("images", "--format", "json"));
        return [.. images.RootElement.EnumerateArray().Select(image => image.Clone())];
    }
}
