using System.IO.Compression;
using Smol.Guests.NetBsd;
using Smol.Storage;
using Smol.TestSupport;

namespace Smol.Guests.Tests.NetBsd;

public sealed class NetBsdKernelTests : IDisposable
{
    private readonly Scratch _scratch = new();

    private string Kernel => _scratch["netbsd"];

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public void A_kernel_with_an_early_virtio_console_has_it_as_console()
    {
        File.WriteAllBytes(Kernel, Programs.KernelWith("viocon_earlyinit"));

        Assert.True(NetBsdKernel.HasVirtioConsole(Kernel));
    }

    [Fact]
    public void Any_other_has_the_serial_port()
    {
        foreach (byte[] kernel in new byte[][] { Programs.KernelWith("viocon_attach"), Programs.Unmarked, [1, 2, 3, 4, 5], [] })
        {
            File.WriteAllBytes(Kernel, kernel);
            Assert.False(NetBsdKernel.HasVirtioConsole(Kernel));
        }
    }

    [Fact]
    public void A_compressed_kernel_is_refused_with_what_to_do()
    {
        using (var gzip = new GZipStream(File.Create(Kernel), CompressionLevel.Fastest))
            gzip.Write(Programs.Unmarked);

        var error = Assert.Throws<SmolException>(() => NetBsdKernel.HasVirtioConsole(Kernel));
        Assert.Equal(Kernel, error.Place);
        Assert.Contains("gunzip", error.Hint, StringComparison.Ordinal);
    }

    [Fact]
    public void A_kernel_cut_short_is_an_error_with_its_place()
    {
        File.WriteAllBytes(Kernel, Programs.KernelWith("viocon_earlyinit")[..100]);

        Assert.Equal(Kernel, Assert.Throws<SmolException>(() => NetBsdKernel.HasVirtioConsole(Kernel)).Place);
    }

    [Fact]
    public void A_missing_kernel_is_an_error_with_its_place() =>
        Assert.Equal(Kernel, Assert.Throws<SmolException>(() => NetBsdKernel.HasVirtioConsole(Kernel)).Place);

    [Fact]
    public void A_real_kernel_can_be_read()
    {
        string? kernel = Environment.GetEnvironmentVariable("SMOL_NETBSD_KERNEL");
        Assert.SkipWhen(kernel is null, "SMOL_NETBSD_KERNEL names no kernel");

        bool hasSymbol = Oracle.MustRun("nm", kernel!).Contains(" viocon_earlyinit\n", StringComparison.Ordinal);
        Assert.Equal(hasSymbol, NetBsdKernel.HasVirtioConsole(kernel!));
    }

    [Fact]
    public void Only_known_architectures_have_kernels()
    {
        Assert.All(new[] { "amd64", "i386", "evbarm-aarch64" }, architecture => Assert.NotEmpty(NetBsdKernel.DefaultNames(architecture)));
        Assert.Equal("vax", Assert.Throws<SmolException>(() => NetBsdKernel.DefaultNames("vax")).Place);
    }
}
