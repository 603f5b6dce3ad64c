using Smol.TestSupport;

namespace Smol.EndToEnd.Tests;

/// <summary>
/// A BIOS starts a real NetBSD, which is had where <c>SMOL_NETBSD_GENERIC</c> (a kernel with drivers for a PC) and <c>SMOL_NETBSD_SETS</c>
/// (with <c>/usr/mdec</c> in <c>amd64/base</c>) say so.
/// </summary>
public sealed class BiosBootNetBsdTests : IDisposable
{
    /// <summary>The loader reads the kernel by BIOS calls, which takes TCG a while.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private readonly SmolProgram _smol = new();

    public void Dispose() => _smol.Dispose();

    [Theory]
    [InlineData("ffs")]
    [InlineData("ffs2")]
    public async Task Its_boot_code_finds_the_loader_the_loader_the_kernel_and_the_kernel_its_root(string filesystem)
    {
        (string kernel, string sets) = Inputs();
        Catalogue.CopyTo(_smol);
        _smol.MustRun("build", "biosboot", "BIOSCONSOLE=com0", $"BIOSKERNEL={kernel}", $"FS={filesystem}", "--sets", sets);
        await using var guest = new ConsoleGuest(_smol, "--bios", "biosboot");
        await guest.WaitForAsync(@"smol: ready\n(.*\n)*[#$] $", Patience);
        Assert.Contains("NetBSD/x86 BIOS Boot", guest.Said, StringComparison.Ordinal);
        await guest.TypeAsync("mount; fsck_ffs -fn /dev/r$(sysctl -n kern.root_device)");
        await guest.WaitForAsync(@" on / type ffs (.*\n)*.* files, .* used, .* free(.*\n)*[#$] $", Patience);
        Assert.DoesNotContain("UNEXPECTED", guest.Said, StringComparison.Ordinal);
        Assert.Equal(3, await guest.EndAsync("exit 3", Patience));
    }

    private static (string Kernel, string Sets) Inputs()
    {
        string? kernel = Environment.GetEnvironmentVariable("SMOL_NETBSD_GENERIC");
        string? sets = Environment.GetEnvironmentVariable("SMOL_NETBSD_SETS");
        if (kernel is null || sets is null)
            Assert.Skip("SMOL_NETBSD_GENERIC and SMOL_NETBSD_SETS name no NetBSD");
        Oracle.Find("qemu-system-x86_64");
        return (kernel, Path.Combine(sets, "amd64"));
    }
}
