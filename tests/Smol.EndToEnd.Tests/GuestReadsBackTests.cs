using System.Security.Cryptography;
using System.Text;
using Smol.TestSupport;

namespace Smol.EndToEnd.Tests;

/// <summary>A large part of this host's own files goes into an image, and Linux's driver reads each of them back.</summary>
public sealed class GuestReadsBackTests : IDisposable
{
    // The same words for coreutils and busybox.
    private const string Manifest = """
        cd "$1" && {
            find . ! -type d -exec stat -c '%n %a %u %g %Y %h %s' {} +
            find . -type d ! -name . -exec stat -c '%n %a %u %g %Y' {} +
            find . -type l -exec sh -c 'for link; do echo "$link -> $(readlink "$link")"; done' sh {} +
            find . -type f -exec sha256sum {} +
        } | LC_ALL=C sort
        """;

    private readonly LinuxGuest _guest = new();

    public void Dispose() => _guest.Dispose();

    [Fact]
    public void Linux_reads_every_file_back()
    {
        Oracle.Find("qemu-system-x86_64");
        SmolProgram smol = _guest.Smol;
        string[] parts = ["usr/bin", "usr/sbin", "etc", "usr/share/zoneinfo"];
        Directory.CreateDirectory(smol["tree/t"]);
        Oracle.MustRun("sh", "-c", $"tar -C / -cf - {string.Join(' ', parts)} 2>/dev/null | tar -C {smol["tree/t"]} -xpf -");
        Oracle.MustRun("tar", "-C", smol["tree"], "-cf", smol["host.tar"], "t");
        File.WriteAllText(smol["manifest.sh"], Manifest);
        string expected = Oracle.MustRun("sh", smol["manifest.sh"], smol["tree/t"]);

        MustReadBackByDebugfs();
        _guest.Build("probe", $"#!/bin/sh\nmanifest() {{\n{Manifest.ReplaceLineEndings("\n")}\n}}\nmanifest /t >/tmp/manifest\nsha256sum </tmp/manifest | sed 's/^/manifest /'\nwc -l </tmp/manifest\n", "MINIMIZE=y\n", smol["host.tar"]);
        SmolResult result = smol.Run("run", "--rm", "-m", "512", "--accel", "tcg", "probe");

        Assert.Equal(0, result.Code);
        Assert.True(expected.Split('\n').Length > 2000, "the host has too few files to prove anything");
        Assert.Contains($"manifest {Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(expected)))}", result.Output, StringComparison.Ordinal);
    }

    /// <summary>debugfs reads the same names, links and bytes. It does not keep set-id bits, so modes are the guest's to judge.</summary>
    private void MustReadBackByDebugfs()
    {
        const string Contents = "cd \"$1\" && { find . -type l -printf '%p -> %l\\n'; find . -type f -exec sha256sum {} +; } | LC_ALL=C sort | sha256sum";
        SmolProgram smol = _guest.Smol;
        smol.MustRun("image", "create", "--fs", "ext2", "--from", "host.tar", "--bare", "host.img");
        Assert.Equal(0, Oracle.Run("e2fsck", "-fn", smol["host.img"]).Code);
        Directory.CreateDirectory(smol["back"]);
        Oracle.MustRun("debugfs", "-R", $"rdump /t {smol["back"]}", smol["host.img"]);
        Assert.Equal(Oracle.MustRun("sh", "-c", Contents, "sh", smol["tree/t"]), Oracle.MustRun("sh", "-c", Contents, "sh", smol["back/t"]));
    }
}
