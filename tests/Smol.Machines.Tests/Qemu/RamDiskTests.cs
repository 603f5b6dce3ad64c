using System.Security.Cryptography;
using Smol.Machines.Qemu;
using Smol.Storage;
using Smol.TestSupport;

namespace Smol.Machines.Tests.Qemu;

public sealed class RamDiskTests
{
    [Fact]
    public void The_partition_is_cut_out_and_its_holes_stay()
    {
        using var scratch = new Scratch();
        var bytes = new byte[40 << 20];
        RandomNumberGenerator.Fill(bytes.AsSpan(3 << 20, 100_000));
        RandomNumberGenerator.Fill(bytes.AsSpan(20 << 20, 10));
        File.WriteAllBytes(scratch["disk.img"], bytes);
        Oracle.MustRun("sgdisk", "-n", "1:6144:69631", "-c", "1:webroot", scratch["disk.img"]);
        RamDisk.Create(scratch["ram.img"], scratch["disk.img"], 64);
        Oracle.MustRun("dd", $"if={scratch["disk.img"]}", $"of={scratch["expected"]}", "bs=512", "skip=6144", "count=63488", "status=none");
        Oracle.MustRun("cmp", scratch["ram.img"], scratch["expected"]);
        long blocks = long.Parse(Oracle.MustRun("stat", "-c", "%b", scratch["ram.img"]), System.Globalization.CultureInfo.InvariantCulture);
        Assert.InRange(blocks * 512, 100_000, 3 << 20);
    }

    [Fact]
    public void A_filesystem_alone_is_taken_as_it_is_and_must_fit_into_memory()
    {
        using var scratch = new Scratch();
        Oracle.MustRun("mke2fs", "-q", "-t", "ext2", scratch["fs.img"], "4M");
        RamDisk.Create(scratch["ram.img"], scratch["fs.img"], 5);
        Oracle.MustRun("cmp", scratch["ram.img"], scratch["fs.img"]);
        Assert.Contains("-m", Assert.Throws<SmolException>(() => RamDisk.Create(scratch["ram.img"], scratch["fs.img"], 4)).Hint);
    }
}
