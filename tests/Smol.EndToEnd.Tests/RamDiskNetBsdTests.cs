namespace Smol.EndToEnd.Tests;

/// <summary>
/// One file, two ways to boot: as a drive and as a RAM disk. The kernel takes a RAM disk from the VMM (<c>smol kernel inspect</c> tells),
/// and is had where <c>SMOL_NETBSD_MD_KERNEL</c> says so; see <see cref="NetBsdGuestTests"/> for the sets.
/// </summary>
public sealed class RamDiskNetBsdTests : IDisposable
{
    private const string Rc = """
        #!/bin/sh
        . /etc/include/basicrc
        echo "root <$(sysctl -n kern.root_device)>"
        echo "kept <$(cat /kept 2>/dev/null)>"
        echo was here >/kept && echo "now <$(cat /kept)>"
        . /etc/include/shutdown

        """;

    private readonly SmolProgram _smol = new();

    public void Dispose() => _smol.Dispose();

    [Theory]
    [InlineData("ffs")]
    [InlineData("ffs2")]
    [InlineData("ext2")]
    public void A_file_that_is_a_drive_is_a_RAM_disk_too_which_forgets(string filesystem)
    {
        (string kernel, string image) = Build(filesystem);
        byte[] before = File.ReadAllBytes(_smol[image]);
        foreach (string way in (string[])["-I", "-I"])
            Assert.Contains("root <md0>\nkept <>\nnow <was here>\n", Run(way), StringComparison.Ordinal);
        Assert.Equal(before, File.ReadAllBytes(_smol[image]));
        Assert.Contains("root <dk0>\nkept <>\nnow <was here>\n", Run("--persist"), StringComparison.Ordinal);
        Assert.Contains("root <md0>\nkept <was here>\n", Run("-I"), StringComparison.Ordinal);

        string Run(string way) => _smol.MustRun("run", "--rm", way, "-k", kernel, "--accel", "tcg", "-m", "256", "-N", "./" + image).Replace("\r", "", StringComparison.Ordinal);
    }

    private (string Kernel, string Image) Build(string filesystem)
    {
        string? kernel = Environment.GetEnvironmentVariable("SMOL_NETBSD_MD_KERNEL");
        string? sets = Environment.GetEnvironmentVariable("SMOL_NETBSD_SETS");
        if (!File.Exists(kernel) || !Directory.Exists(sets))
            Assert.Skip("SMOL_NETBSD_MD_KERNEL and SMOL_NETBSD_SETS name no NetBSD that takes a RAM disk from its VMM");
        Directory.CreateDirectory(_smol["service/disk/etc"]);
        File.WriteAllText(_smol["service/disk/etc/rc"], Rc.ReplaceLineEndings("\n"));
        _smol.MustRun("build", "disk", "SETS=rescue etc", "IMGSIZE=64", "FS=" + filesystem, "--sets", sets, "--output", "disk.img");
        return (kernel, "disk.img");
    }
}
