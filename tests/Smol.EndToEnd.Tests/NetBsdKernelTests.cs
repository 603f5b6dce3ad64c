using Smol.TestSupport;

namespace Smol.EndToEnd.Tests;

/// <summary>
/// A real NetBSD kernel, smolified and started: what was disabled does not attach, and the root comes up without it.
/// It is had where <c>SMOL_NETBSD_KERNEL</c> and <c>SMOL_NETBSD_SETS</c> say so (see <see cref="NetBsdGuestTests"/>).
/// </summary>
public sealed class NetBsdKernelTests : IDisposable
{
    private readonly SmolProgram _smol = new();

    public void Dispose() => _smol.Dispose();

    [Fact]
    public void A_disabled_driver_does_not_attach_and_the_kept_ones_do()
    {
        string? kernel = Environment.GetEnvironmentVariable("SMOL_NETBSD_KERNEL");
        string? sets = Environment.GetEnvironmentVariable("SMOL_NETBSD_SETS");
        if (kernel is null || sets is null)
            Assert.Skip("SMOL_NETBSD_KERNEL and SMOL_NETBSD_SETS name no NetBSD");
        Oracle.Find("qemu-system-x86_64");
        Directory.CreateDirectory(_smol["service/probe/etc"]);
        File.WriteAllText(_smol["service/probe/etc/rc"], "#!/bin/sh\nexport PATH=/rescue:/sbin:/bin:/usr/sbin:/usr/bin\ndmesg\necho \"root on $(sysctl -n kern.root_device)\"\nreboot -q -n\n");
        _smol.MustRun("build", "probe", "MINIMIZE=y", "--sets", Path.Combine(sets, "amd64"));

        Assert.Contains("vioif0 at virtio", Boot(kernel), StringComparison.Ordinal);
        _smol.MustRun("kernel", "smolify", kernel, "-o", "smolified", "--disable", "vioif", "--disable", "viocon");
        string smolified = Boot(_smol["smolified"]);
        Assert.DoesNotContain("vioif0", smolified, StringComparison.Ordinal);
        Assert.DoesNotContain("viocon0", smolified, StringComparison.Ordinal);
        Assert.Contains("viornd0 at virtio", smolified, StringComparison.Ordinal);
        _smol.MustRun("kernel", "smolify", "smolified", "--undo");
        Assert.Equal(File.ReadAllBytes(kernel), File.ReadAllBytes(_smol["smolified"]));
    }

    private string Boot(string kernel)
    {
        string said = _smol.MustRun("run", "--rm", "-k", kernel, "--accel", "tcg", "-a", "-v", "probe").Replace("\r", "", StringComparison.Ordinal);
        Assert.Contains("ld0 at virtio", said, StringComparison.Ordinal);
        Assert.Contains("root on dk", said, StringComparison.Ordinal);
        return said;
    }
}
