using System.Text.Json;
using System.Text.RegularExpressions;
using Smol.TestSupport;

namespace Smol.EndToEnd.Tests;

/// <summary>
/// A real NetBSD as the judge of our filesystems: its fsck, its driver, and a service that it serves. It is had where
/// <c>SMOL_NETBSD_KERNEL</c> (a file) and <c>SMOL_NETBSD_SETS</c> (a folder with <c>amd64/{base,etc}.tar.xz</c>) say so.
/// </summary>
public sealed partial class NetBsdGuestTests : IDisposable
{
    private const string Rc = """
        #!/bin/sh
        export PATH=/rescue:/sbin:/bin:/usr/sbin:/usr/bin
        root=$(sysctl -n kern.root_device)
        fsck_ffs -fn "/dev/r$root"; echo "fsck before: $?"
        mount -u -o rw,noatime,log / && echo "mounted with log"
        cd /t && find . ! -type d | sort | xargs stat -f '%N %Mp%03Lp %u %g %m %l %z' >/tmp/manifest
        find . -type f | sort | xargs cksum -n -a SHA256 | awk '{ print $2, $1 }' >>/tmp/manifest
        echo "manifest $(cksum -n -a SHA256 /tmp/manifest | awk '{ print $1 }')"
        mkdir /made && cp /bin/sh /made/ && rm -r /t && echo written >/written
        cd /; sync; mount -u -r / && echo "read-only again"
        fsck_ffs -fn "/dev/r$root"; echo "fsck after: $?"
        reboot -q -n
        """;

    private readonly SmolProgram _smol = new();

    public void Dispose() => _smol.Dispose();

    [Theory]
    [InlineData("ffs")]
    [InlineData("ffs2")]
    public void Fsck_ffs_finds_nothing_and_the_driver_reads_and_writes(string filesystem)
    {
        (string kernel, string sets) = Inputs();
        Directory.CreateDirectory(_smol["tree/t"]);
        Oracle.MustRun("sh", "-c", $"tar -C / --exclude='*-' -cf - etc usr/share/zoneinfo | tar -C {_smol["tree/t"]} -xpf -");
        Oracle.MustRun("tar", "-C", _smol["tree"], "-cf", _smol["host.tar"], "t");
        string expected = Oracle.RunIn(_smol["tree/t"], "sh", "-c", """
            { find . ! -type d | LC_ALL=C sort | tr '\n' '\0' | xargs -0 stat -c '%n %04a %u %g %Y %h %s'
              find . -type f | LC_ALL=C sort | tr '\n' '\0' | xargs -0 sha256sum | awk '{ print $2, $1 }'; } | sha256sum
            """).Output.Split(' ')[0];
        Directory.CreateDirectory(_smol["service/judge/etc"]);
        File.WriteAllText(_smol["service/judge/etc/rc"], Rc.ReplaceLineEndings("\n"));

        _smol.MustRun("build", "judge", "IMGSIZE=160", $"FS={filesystem}", $"ADDSETS={_smol["host.tar"]}", "--sets", sets);
        string said = _smol.MustRun("run", "--rm", "-k", kernel, "--accel", "tcg", "judge").Replace("\r", "", StringComparison.Ordinal);

        Assert.Contains("fsck before: 0\n", said, StringComparison.Ordinal);
        Assert.Contains("mounted with log\n", said, StringComparison.Ordinal);
        Assert.Contains($"manifest {expected}\n", said, StringComparison.Ordinal);
        Assert.Contains("read-only again\n", said, StringComparison.Ordinal);
        Assert.Contains("fsck after: 0\n", said, StringComparison.Ordinal);
        Assert.DoesNotContain("UNREF", said, StringComparison.Ordinal);
        Assert.DoesNotContain("MISSING", said, StringComparison.Ordinal);
    }

    [Fact]
    public void Ext2_is_a_root_too()
    {
        (string kernel, string sets) = Inputs();
        Directory.CreateDirectory(_smol["service/probe/etc"]);
        File.WriteAllText(_smol["service/probe/etc/rc"], "#!/bin/sh\nexport PATH=/sbin:/bin:/usr/sbin:/usr/bin\nmount | head -n 1\nreboot -q -n\n");
        _smol.MustRun("build", "probe", "MINIMIZE=y", "FS=ext2", "--sets", sets);
        Assert.Contains("type ext2fs", _smol.MustRun("run", "--rm", "-k", kernel, "--accel", "tcg", "probe"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ffs")]
    [InlineData("ffs2")]
    public void Flags_and_owners_of_a_specification_are_those_that_it_shows(string filesystem)
    {
        (string kernel, string sets) = Inputs();
        Directory.CreateDirectory(_smol["flags"]);
        foreach (string name in (string[])["system", "user", "none"])
            File.WriteAllText(_smol["flags/" + name], name);
        File.WriteAllText(_smol["spec"], """
            /set type=file uid=0 gid=0 mode=0640 time=1600000000.000000000
            ./system flags=schg,nodump
            ./user flags=uappnd,arch uid=24 gid=5
            ./none flags=none
            ./dir type=dir mode=01777 flags=opaque
            """);
        _smol.MustRun("image", "create", "--fs", filesystem, "--from", "flags", "--mtree", "spec", "flags.img");
        _smol.MustRun("image", "export", "flags.img", "flags.tar");
        Directory.CreateDirectory(_smol["service/flags/etc"]);
        File.WriteAllText(_smol["service/flags/etc/rc"], "#!/bin/sh\nexport PATH=/rescue:/sbin:/bin:/usr/sbin:/usr/bin\nls -lnoT /system /user /none\nls -ldno /dir\nreboot -q -n\n");
        _smol.MustRun("build", "flags", "IMGSIZE=160", $"FS={filesystem}", $"ADDSETS={_smol["flags.tar"]}", "--sets", sets);
        string said = _smol.MustRun("run", "--rm", "-k", kernel, "--accel", "tcg", "flags");
        Assert.Matches(@"-rw-r----- +1 +0 +0 +nodump,schg +6 +Sep 13 \d+:26:40 2020 /system", said);
        Assert.Matches(@"-rw-r----- +1 +24 +5 +uappnd,arch +4 +Sep 13 \d+:26:40 2020 /user", said);
        Assert.Matches(@"-rw-r----- +1 +0 +0 +- +4 +Sep 13 \d+:26:40 2020 /none", said);
        Assert.Matches(@"drwxrwxrwt +2 +0 +0 +opaque +512 +.* /dir", said);
    }

    [Theory]
    [InlineData("ffs")]
    [InlineData("ffs2")]
    public void Its_dumpfs_says_the_same_of_each_group(string filesystem)
    {
        (string kernel, string sets) = Inputs();
        Directory.CreateDirectory(_smol["service/dump/etc"]);
        File.WriteAllText(_smol["service/dump/etc/rc"], "#!/bin/sh\nexport PATH=/sbin:/bin:/usr/sbin:/usr/bin\ndumpfs -c /dev/r$(sysctl -n kern.root_device)\nreboot -q -n\n");
        _smol.MustRun("build", "dump", "IMGSIZE=160", $"FS={filesystem}", "--sets", sets);
        using JsonDocument ours = JsonDocument.Parse(_smol.MustRun("image", "dumpfs", "--format", "json", "dump"));
        string said = _smol.MustRun("run", "--rm", "-k", kernel, "--accel", "tcg", "dump");
        string[] groups = Blanks().Replace(said[..said.LastIndexOf("rebooting", StringComparison.Ordinal)], " ").Split(" cg ")[1..];
        Assert.Equal(ours.RootElement.GetProperty("groups").GetArrayLength(), groups.Length);
        foreach ((string shown, JsonElement group) in groups.Zip(ours.RootElement.GetProperty("groups").EnumerateArray()))
        {
            Assert.Contains($" nbfree {group.GetProperty("freeBlocks")} ndir {group.GetProperty("directories")} nifree {group.GetProperty("freeInodes")} nffree {group.GetProperty("freeFragments")} ", shown, StringComparison.Ordinal);
            Assert.Contains($" rotor {group.GetProperty("blockRotor")} irotor {group.GetProperty("inodeRotor")} frotor {group.GetProperty("fragmentRotor")} frsum {group.GetProperty("runsOfFreeFragments")} ", shown, StringComparison.Ordinal);
            Assert.Contains($" clusters free: {group.GetProperty("freeBlockRanges")} iused: {group.GetProperty("usedInodeRanges")} free: {group.GetProperty("freeFragmentRanges")}".Replace("  ", " ", StringComparison.Ordinal), shown, StringComparison.Ordinal);
        }
    }

    [GeneratedRegex("[ \r\n\t]+")]
    private static partial Regex Blanks();

    internal static (string Kernel, string Sets) Inputs()
    {
        string? kernel = Environment.GetEnvironmentVariable("SMOL_NETBSD_KERNEL");
        string? sets = Environment.GetEnvironmentVariable("SMOL_NETBSD_SETS");
        if (kernel is null || sets is null)
            Assert.Skip("SMOL_NETBSD_KERNEL and SMOL_NETBSD_SETS name no NetBSD");
        Oracle.Find("qemu-system-x86_64");
        return (kernel, Path.Combine(sets, "amd64"));
    }
}
