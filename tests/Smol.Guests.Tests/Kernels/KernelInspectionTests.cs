using System.Globalization;
using System.Text.RegularExpressions;
using Smol.Guests.Kernels;
using Smol.Guests.Tests.NetBsd.Kernels;
using Smol.Storage;
using Smol.Storage.Archives;
using Smol.TestSupport;

namespace Smol.Guests.Tests.Kernels;

public sealed partial class KernelInspectionTests : IDisposable
{
    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Readelf_and_strings_say_the_same(bool is64)
    {
        string path = _scratch["netbsd"];
        File.WriteAllBytes(path, new TestKernel(is64) { Strings = ["@(#)NetBSD 11.0 (SMOL) #0: now\n", "_CFG_ident\tSMOL", "x_CFG_y", "_CFG_"] }.Build(TestKernel.Devices));

        KernelInspection kernel = Inspect(path);
        string header = Oracle.MustRun("readelf", "-hnW", path);
        Assert.Contains($"Class: {kernel.Format}", Spaces().Replace(header, " "), StringComparison.Ordinal);
        Assert.Contains(string.Create(CultureInfo.InvariantCulture, $"Entry point address: 0x{kernel.Entry:x}"), Spaces().Replace(header, " "), StringComparison.Ordinal);
        Assert.Contains("Unknown note type: (0x00000012)", header, StringComparison.Ordinal);
        Assert.Equal(TestKernel.PvhEntry, kernel.PvhEntry);
        Assert.Equal(is64 ? "amd64" : "i386", kernel.Machine);
        Assert.True(kernel.HasSymbols);
        string[] configuration = [.. Oracle.MustRun("strings", "-a", path).Split('\n').Where(line => line.StartsWith("_CFG_", StringComparison.Ordinal)).Select(line => line[5..])];
        Assert.Equal(configuration, kernel.Configuration);
        Assert.Equal(["ident\tSMOL", ""], kernel.Configuration);
        Assert.Equal("NetBSD 11.0 (SMOL) #0: now", kernel.Version);
    }

    [Fact]
    public void Readelf_finds_the_table_where_we_do()
    {
        var kernel = new TestKernel(is64: true);
        File.WriteAllBytes(_scratch["netbsd"], kernel.Build(TestKernel.Devices));
        string symbols = Oracle.MustRun("readelf", "-sW", _scratch["netbsd"]);
        Assert.Matches($@"{0xffffffff80200000 + (ulong)kernel.TableOffset:x} +{9 * 48} OBJECT +GLOBAL DEFAULT +1 cfdata\n", symbols);
    }

    [Fact]
    public void A_compressed_kernel_is_the_same_kernel()
    {
        byte[] bytes = new TestKernel(is64: false).Build(TestKernel.Devices);
        File.WriteAllBytes(_scratch["netbsd"], bytes);
        foreach ((string program, string ending, Compression compression) in new[] { ("gzip", ".gz", Compression.Gzip), ("xz", ".xz", Compression.Xz) })
        {
            Oracle.MustRun(program, "-k", _scratch["netbsd"]);
            KernelImage image = KernelImage.Load(_scratch["netbsd" + ending]);
            Assert.Equal(compression, image.Compression);
            Assert.Equal(bytes, image.Bytes.ToArray());
        }
    }

    [Fact]
    public void Abilities_come_with_their_evidence()
    {
        Assert.Equal([true, true, null, true], Abilities(["virtio_mmio.device="], ["md_root_setconf", "x86_add_xen_modules", "tslog", "tslog_user"]));
        Assert.Equal([false, null, null, false], Abilities([], ["md_root_setconf", "tslog"]));
        Assert.Equal([false, false, null, false], Abilities([], []));
        Assert.Equal([false, null, null, null], Abilities([], [], isStripped: true));
    }

    [Fact]
    public void A_multiboot_header_is_one_whose_words_add_up()
    {
        byte[] header = [0x02, 0xb0, 0xad, 0x1b, 3, 0, 0, 0, 0xfb, 0x4f, 0x52, 0xe4];
        Assert.Equal(new MultibootHeader(1, 64), MultibootHeader.Find([.. new byte[64], .. header, 0]));
        Assert.Null(MultibootHeader.Find([.. new byte[62], .. header, 0]));
        Assert.Null(MultibootHeader.Find([.. new byte[8192], .. header]));
        Assert.Null(MultibootHeader.Find([.. header[..11], 0]));
        byte[] second = [0xd6, 0x50, 0x52, 0xe8, 0, 0, 0, 0, 24, 0, 0, 0, 0x12, 0xaf, 0xad, 0x17];
        Assert.Equal(new MultibootHeader(2, 8200), MultibootHeader.Find([.. new byte[8200], .. second]));
    }

    [Fact]
    public void A_linux_bzimage_tells_its_version()
    {
        byte[] kernel = new byte[0x400];
        "HdrS"u8.CopyTo(kernel.AsSpan(0x202));
        (kernel[0x206], kernel[0x207], kernel[0x236]) = (0x0f, 2, 1);
        (kernel[0x20e], kernel[0x20f]) = (0x80, 1);
        "6.1.0-56-cloud-amd64 (builder@host)\0"u8.CopyTo(kernel.AsSpan(0x380));
        File.WriteAllBytes(_scratch["vmlinuz"], kernel);

        KernelInspection inspection = Inspect(_scratch["vmlinuz"]);
        Assert.Equal((GuestKind.Linux, "amd64", "6.1.0-56-cloud-amd64 (builder@host)"), (inspection.Guest, inspection.Machine, inspection.Version));
        Assert.Contains("2.15", inspection.Format, StringComparison.Ordinal);
        kernel[0x20f] = 0x7f;
        Assert.Throws<SmolException>(() => KernelImage.FromBytes(kernel, "vmlinuz"));
    }

    [Fact]
    public void What_is_no_kernel_is_said_to_be_none()
    {
        foreach (byte[] other in new byte[][] { [], [1], new byte[5000], [.. "#!/bin/sh\n"u8] })
        {
            File.WriteAllBytes(_scratch["other"], other);
            Assert.Equal(_scratch["other"], Assert.Throws<SmolException>(() => KernelImage.Load(_scratch["other"])).Place);
        }
        Assert.Throws<SmolException>(() => KernelImage.Load(_scratch["missing"]));
    }

    private bool?[] Abilities(string[] strings, string[] symbols, bool isStripped = false)
    {
        var kernel = new TestKernel(is64: true) { Strings = ["@(#)NetBSD 11.0 (SMOL)", .. strings], Symbols = symbols, IsStripped = isStripped };
        File.WriteAllBytes(_scratch["netbsd"], kernel.Build(TestKernel.Devices));
        return [.. Inspect(_scratch["netbsd"]).Abilities.Select(ability => ability.IsThere)];
    }

    private static KernelInspection Inspect(string path) => KernelInspection.Of(KernelImage.Load(path));

    [GeneratedRegex(" +")]
    private static partial Regex Spaces();
}
