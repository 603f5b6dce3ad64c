using System.Diagnostics;
using System.Net.Sockets;
using System.Text;
using Smol.TestSupport;

namespace Smol.EndToEnd.Tests;

/// <summary>What flags give a guest, as a Linux guest under TCG sees it.</summary>
public sealed class MachineFlagsLinuxTests : IDisposable
{
    private const string Rc = """
        #!/bin/sh
        export PATH=/bin:/sbin
        by=/sys/firmware/qemu_fw_cfg/by_name/opt
        for name in var.A var.LIST var.EMPTY var.CMD file.F file.KEY; do
            [ -e $by/org.smolbsd.$name ] && echo "$name <$(cat $by/org.smolbsd.$name/raw)>"
        done
        if [ -b /dev/vdb ]; then
            echo "drive <$(head -c 5 /dev/vdb)>"
            echo HELLO | dd of=/dev/vdb conv=notrunc 2>/dev/null && sync && echo drive written
        fi
        if mkdir -p /tmp/a /tmp/b && mount -t 9p -o trans=virtio,version=9p2000.L share0 /tmp/a 2>/dev/null; then
            echo "share <$(cat /tmp/a/in)>"
            echo from the guest >/tmp/a/out && chown 1234 /tmp/a/out 2>/dev/null; chmod 4755 /tmp/a/out; umount /tmp/a
            mount -t 9p -o trans=virtio,version=9p2000.L share1 /tmp/b && echo "second <$(cat /tmp/b/in)>"
            echo x 2>/dev/null >/tmp/b/no || echo share refused
        fi
        echo "kept <$(cat /kept 2>/dev/null)>"
        echo was here >/kept && sync
        echo "net <$(ls /sys/class/net | tr '\n' ' ')>"
        """;

    private readonly SmolProgram _smol = new();

    public void Dispose() => _smol.Dispose();

    [Fact]
    public void Variables_files_drives_and_shares_reach_the_guest_both_ways()
    {
        string debs = Generic();
        File.WriteAllText(_smol["drive"], "drive" + new string('.', (1 << 20) - 5));
        Directory.CreateDirectory(_smol["shared"]);
        File.WriteAllText(_smol["shared/in"], "from the host");
        File.WriteAllText(_smol["f"], "a file");
        File.WriteAllText(_smol["key"], "s3cret");
        File.SetUnixFileMode(_smol["key"], UnixFileMode.UserRead);

        string said = Build(debs).MustRun("run", "--rm", "--accel", "tcg", "-e", "A=1,LIST=a,b c,EMPTY=", "-E", "F=f", "--secret", "KEY=key", "-l", "drive", "-w", "shared", "-w", "shared:ro", "probe", "--", "echo", "two words")
            .Replace("\r", "", StringComparison.Ordinal);
        foreach (string expected in (string[])["var.A <1>", "var.LIST <a,b c>", "var.EMPTY <>", "var.CMD <echo 'two words'>", "file.F <a file>", "file.KEY <s3cret>", "drive <drive>", "drive written", "share <from the host>", "second <from the host>", "share refused", "net <eth0 lo >"])
            Assert.Contains(expected + "\n", said, StringComparison.Ordinal);
        Assert.StartsWith("HELLO", File.ReadAllText(_smol["drive"]), StringComparison.Ordinal);
        Assert.Equal("from the guest\n", File.ReadAllText(_smol["shared/out"]));
        Assert.False(File.Exists(_smol["shared/no"]));
        if (Environment.IsPrivilegedProcess)
            Assert.False(File.GetUnixFileMode(_smol["shared/out"]).HasFlag(UnixFileMode.SetUser), "a setuid program of the guest's is one of the host's");
    }

    [Fact]
    public void What_is_written_is_kept_where_the_flag_says()
    {
        Build(DebianPackages.Folder);
        _smol.MustRun("image", "export", "probe", "root.tar");
        _smol.MustRun("image", "create", "--fs", "ext2", "--from", "root.tar", "--size", "64", "probe.img");
        string Kept(params string[] flags) => _smol.MustRun(["run", "--rm", "--accel", "tcg", "-N", .. flags, "./probe.img"]).Split('\n').Single(line => line.StartsWith("kept", StringComparison.Ordinal)).Trim();

        byte[] before = File.ReadAllBytes(_smol["probe.img"]);
        foreach (string flag in (string[])["--rm", "--ephemeral", "--read-only"])
            Assert.Equal("kept <>", Kept(flag));
        Assert.Equal(before, File.ReadAllBytes(_smol["probe.img"]));
        Assert.Equal("kept <>", Kept("--persist"));
        Assert.Equal("kept <was here>", Kept("--persist"));
        Assert.Equal("kept <was here>", Kept("--rm"));
        Assert.Equal("kept <was here>", Kept("-s"));
    }

    [Fact]
    public async Task Startnb_leaves_its_pid_file_and_its_sockets_answer()
    {
        _smol.MustRun(["kernel", "import", .. DebianPackages.Files]);
        BuildService(DebianPackages.Folder, "waits", "#!/bin/sh\necho smol: ready\nfor port in /sys/class/virtio-ports/*; do read -r name <$port/name && [ $name = org.smolbsd.port1 ] && cat <>/dev/${port##*/} >&0 & done\nsleep 1000\n");
        _smol.MustRun("image", "export", "waits", "root.tar");
        Directory.CreateDirectory(_smol["images"]);
        _smol.MustRun("image", "create", "--fs", "ext2", "--from", "root.tar", "--size", "64", "images/waits-amd64.img");
        File.WriteAllText(_smol["waits.conf"], "img=waits-amd64\nmem=128m\nQEMU_ACCEL=tcg\n");

        string said = _smol.MustRun("startnb", "-f", "waits.conf", "-d", "-n", "1");
        string socketPath = said.Split('\n').Single(line => line.Contains("host socket 1: ", StringComparison.Ordinal)).Split("host socket 1: ")[1];
        int pid = int.Parse(File.ReadAllText(_smol["qemu-waits.pid"]), System.Globalization.CultureInfo.InvariantCulture);
        try
        {
            Assert.Contains("qemu-system", Process.GetProcessById(pid).ProcessName, StringComparison.Ordinal);
            SmolResult second = _smol.Run("startnb", "-f", "waits.conf", "-d");
            Assert.Contains("qemu-waits.pid", second.Errors, StringComparison.Ordinal);

            using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(socketPath), TestContext.Current.CancellationToken);
            using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1));
            var buffer = new byte[64];
            // What is said before the guest listens is lost.
            Task<int> answer = socket.ReceiveAsync(buffer, patience.Token).AsTask();
            do
                await socket.SendAsync(Encoding.ASCII.GetBytes("hello\n"), patience.Token);
            while (await Task.WhenAny(answer, Task.Delay(500, patience.Token)) != answer);
            Assert.StartsWith("hello\n", Encoding.ASCII.GetString(buffer, 0, await answer), StringComparison.Ordinal);
        }
        finally
        {
            Oracle.Run("kill", pid.ToString(System.Globalization.CultureInfo.InvariantCulture));
        }
    }

    private static string Generic()
    {
        string debs = Path.Combine(DebianPackages.Folder, "generic");
        if (!Directory.Exists(debs))
            Assert.Skip($"{debs} is missing; ./test downloads Debian's generic kernel there");
        return debs;
    }

    private SmolProgram Build(string debs)
    {
        Oracle.Find("qemu-system-x86_64");
        _smol.MustRun(["kernel", "import", .. Directory.GetFiles(debs, "*.deb")]);
        BuildService(debs, "probe", Rc.ReplaceLineEndings("\n"));
        return _smol;
    }

    private void BuildService(string debs, string name, string rc)
    {
        Directory.CreateDirectory(_smol[$"service/{name}/etc"]);
        File.WriteAllText(_smol[$"service/{name}/etc/rc"], rc);
        _smol.MustRun("build", name, "GUEST=linux", "MINIMIZE=y", "--sets", debs);
    }
}
