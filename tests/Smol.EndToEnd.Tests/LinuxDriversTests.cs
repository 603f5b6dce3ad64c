using System.Security.Cryptography;
using System.Text;
using Smol.TestSupport;

namespace Smol.EndToEnd.Tests;

/// <summary>
/// Linux's own drivers read each of our filesystems back, in one boot of Debian's generic kernel: <c>ufs</c> for FFSv1 and FFSv2,
/// <c>ext4</c> for ext2.
/// </summary>
public sealed class LinuxDriversTests : IDisposable
{
    // The same words for coreutils and busybox.
    private const string Manifest = """
        { find . ! -type d -exec stat -c '%n %a %u %g %Y %h %s' {} + ; find . -type d ! -name . ! -name lost+found -exec stat -c '%n %a %u %g %Y' {} + ; find . -type f -exec sha256sum {} + ; } | LC_ALL=C sort
        """;

    private static readonly (string Name, string Mount, string[] Options)[] Images =
    [
        ("ffs-8k", "ufs -o ro,ufstype=44bsd", ["--fs", "ffs"]),
        ("ffs-32k", "ufs -o ro,ufstype=44bsd", ["--fs", "ffs", "--block", "32768", "--fragment", "4096"]),
        ("ffs2", "ufs -o ro,ufstype=ufs2", ["--fs", "ffs2"]),
        ("ext2", "ext4 -o ro", ["--fs", "ext2", "--block", "4096"]),
    ];

    private readonly SmolProgram _smol = new();

    public void Dispose() => _smol.Dispose();

    [Fact]
    public void Every_filesystem_is_read_back_to_the_same_files()
    {
        string debs = Path.Combine(DebianPackages.Folder, "generic");
        if (!Directory.Exists(debs))
            Assert.Skip($"{debs} is missing; ./test downloads Debian's generic kernel there");
        Oracle.Find("qemu-system-x86_64");

        Directory.CreateDirectory(_smol["tree"]);
        Oracle.MustRun("sh", "-c", $"tar -C / -cf - etc usr/share/zoneinfo 2>/dev/null | tar -C {_smol["tree"]} -xpf -");
        Oracle.MustRun("sh", "-c", $"cd {_smol["tree"]} && truncate -s 30000000 sparse && printf end >>sparse && head -c 20000000 /dev/urandom >large && ln large linked && chmod 6755 large && mkfifo fifo");
        Oracle.MustRun("tar", "--sparse", "-C", _smol["tree"], "-cf", _smol["tree.tar"], ".");
        string expected = Oracle.RunIn(_smol["tree"], "sh", "-c", Manifest).Output;
        Assert.True(expected.Split('\n').Length > 2000, "the host has too few files to prove anything");
        string digest = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(expected)));

        string said = Boot(debs);
        foreach ((string name, _, _) in Images)
            Assert.Contains($"{name} {digest}", said, StringComparison.Ordinal);
    }

    /// <summary>Makes the images, and boots a guest that prints the digest of each one's manifest.</summary>
    private string Boot(string debs)
    {
        var drives = new List<string>();
        var script = new StringBuilder("#!/bin/sh\n");
        char letter = 'a';
        foreach ((string name, string mount, string[] options) in Images)
        {
            _smol.MustRun(["image", "create", "--from", "tree.tar", "--bare", .. options, name + ".img"]);
            drives.AddRange(["-drive", $"if=none,id={name},file={_smol[name + ".img"]},format=raw,readonly=on", "-device", $"virtio-blk-device,drive={name}"]);
            script.Append($"mkdir -p /tmp/{name} && mount -t {mount} /dev/vd{letter++} /tmp/{name} && echo \"{name} $(cd /tmp/{name} && {Manifest.Trim()} | sha256sum)\"\n");
        }
        Directory.CreateDirectory(_smol["service/drivers/etc"]);
        File.WriteAllText(_smol["service/drivers/etc/rc"], script.ToString());
        string release = _smol.MustRun(["kernel", "import", .. Directory.GetFiles(debs, "*.deb")]).Trim();
        _smol.MustRun("build", "drivers", "GUEST=linux", "MINIMIZE=y", "--sets", debs);
        _smol.MustRun("image", "export", "drivers", "root.tar");
        _smol.MustRun("image", "create", "--fs", "ext2", "--from", "root.tar", "--name", "driversroot", "root.img");

        // smol gives a machine one disk in this version, so QEMU is called as smol calls it, with more.
        string pack = Path.Combine(_smol.Home, "kernels", release);
        return Oracle.MustRun("timeout", [
            "300", "qemu-system-x86_64", "-nodefaults", "-no-user-config", "-M", "microvm,rtc=on,acpi=on,pic=off,x-option-roms=off",
            "-accel", "tcg", "-cpu", "qemu64,+rdrand", "-m", "512", "-display", "none", "-no-reboot", "-serial", "stdio",
            "-kernel", Path.Combine(pack, "vmlinuz"), "-initrd", Path.Combine(pack, "initramfs"),
            "-append", "console=ttyS0 panic=-1 reboot=t quiet cryptomgr.notests tsc=unstable no_timer_check lpj=1000000 tsc_early_khz=2500000 root=NAME=driversroot rw",
            "-global", "virtio-mmio.force-legacy=false",
            .. drives,
            "-drive", $"if=none,id=root,file={_smol["root.img"]},format=raw", "-device", "virtio-blk-device,drive=root",
        ]);
    }
}
