
namespace Smol.EndToEnd.Tests;

/// <summary>What flags give a guest, as a real NetBSD sees it (see <see cref="NetBsdGuestTests"/>).</summary>
public sealed class MachineFlagsNetBsdTests : IDisposable
{
    private readonly SmolProgram _smol = new();

    public void Dispose() => _smol.Dispose();

    [Fact]
    public void Drives_variables_arguments_and_more_networks_reach_the_guest()
    {
        string kernel = Build("""
            #!/bin/sh
            export PATH=/rescue:/sbin:/bin:/usr/sbin:/usr/bin
            . /etc/include/qemufwcfg
            echo "args <$(sysctl -n kern.boothowto 2>/dev/null)> var <$A> cmd <$CMD>"
            for disk in ld1 ld2; do [ -c /dev/r${disk}d ] || (cd /dev && sh MAKEDEV $disk); done
            echo "second <$(dd if=/dev/rld1d bs=512 count=1 2>/dev/null | head -c 5)>"
            echo HELLO | dd of=/dev/rld1d bs=512 conv=sync 2>/dev/null && echo second written
            dd if=/dev/zero of=/dev/rld2d bs=512 count=1 2>/dev/null || echo third refused
            ifconfig vioif0
            sysctl hw.physmem64 hw.ncpu
            sync
            reboot -q -n
            """, "flags");
        foreach (string name in (string[])["two", "three"])
            File.WriteAllText(_smol[name], name + "..." + new string('.', 1 << 20));
        string said = _smol.MustRun("run", "--rm", "-k", kernel, "--accel", "tcg", "-m", "200", "-c", "1", "-l", "two", "-l", "three:ro", "-e", "A=1,2", "flags", "--", "echo", "two words").Replace("\r", "", StringComparison.Ordinal);
        foreach (string expected in (string[])["second <two..>", "second written", "third refused", "hw.ncpu = 1"])
            Assert.Contains(expected + "\n", said, StringComparison.Ordinal);
        Assert.StartsWith("HELLO", File.ReadAllText(_smol["two"]), StringComparison.Ordinal);
        Assert.StartsWith("three", File.ReadAllText(_smol["three"]), StringComparison.Ordinal);
        Assert.Contains("vioif0", said, StringComparison.Ordinal);
    }

    [Fact]
    public void A_machine_file_starts_it_and_what_it_writes_is_in_the_file()
    {
        string kernel = Build("""
            #!/bin/sh
            export PATH=/rescue:/sbin:/bin:/usr/sbin:/usr/bin
            mount -u -o rw,noatime /
            echo "kept <$(cat /kept)>"
            echo was here >/kept
            sync; mount -u -r /; reboot -q -n
            """, "kept");
        _smol.MustRun("image", "export", "kept", "root.tar");
        Directory.CreateDirectory(_smol["images"]);
        _smol.MustRun("image", "create", "--fs", "ffs", "--from", "root.tar", "--name", "keptroot", "--size", "160", "images/kept-amd64.img");
        File.WriteAllText(_smol["kept.conf"], $"kernel={kernel}\nmem=128m\nQEMU_ACCEL=tcg\nappend=\"-z\"\n");
        Assert.Contains("kept <>", Start("startnb", "-u"), StringComparison.Ordinal);
        Assert.Contains("kept <was here>", Start("startnb", "-u"), StringComparison.Ordinal);
        Assert.Contains("kept <was here>", Start("run", "--rm"), StringComparison.Ordinal);
        Assert.Contains("kept <was here>", Start("run", "-s"), StringComparison.Ordinal);
        _smol.MustRun("image", "fsck", "images/kept-amd64.img");
        Assert.Empty(Directory.GetFiles(_smol.Folder, "*.pid"));

        string Start(string command, string flag) => _smol.MustRun(command, flag, "-f", "kept.conf").Replace("\r", "", StringComparison.Ordinal);
    }

    [Fact]
    public void The_firmware_for_QEMU_9_0_boots_it_too()
    {
        string kernel = Build("#!/bin/sh\nexport PATH=/rescue:/sbin:/bin\necho it boots\nreboot -q -n\n", "bios");
        string qemu = _smol["qemu"];
        File.WriteAllText(qemu, "#!/bin/sh\n[ \"$1\" != --version ] || { echo 'QEMU emulator version 9.0.0'; exit; }\nexec qemu-system-x86_64 \"$@\"\n");
        File.SetUnixFileMode(qemu, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        SmolResult result = _smol.Run(new Dictionary<string, string> { ["QEMU"] = qemu }, "run", "--rm", "-k", kernel, "--accel", "tcg", "bios");
        Assert.Contains("it boots", result.Output, StringComparison.Ordinal);
        Assert.Equal(0, result.Code);
    }

    private string Build(string rc, string name)
    {
        (string kernel, string sets) = NetBsdGuestTests.Inputs();
        Directory.CreateDirectory(_smol[$"service/{name}/etc"]);
        File.WriteAllText(_smol[$"service/{name}/etc/rc"], rc.ReplaceLineEndings("\n") + "\n");
        _smol.MustRun("build", name, "IMGSIZE=160", "--sets", sets);
        return kernel;
    }
}
