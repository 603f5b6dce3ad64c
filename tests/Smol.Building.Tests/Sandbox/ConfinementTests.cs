using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using Smol.Building.Sandbox;
using Smol.Storage;
using Smol.Storage.FileTrees;
using Smol.TestSupport;

namespace Smol.Building.Tests.Sandbox;

/// <summary>What scripts can't do, whoever runs them: these tests run as root and as plain users (<see cref="PlainUserTests"/>).</summary>
public sealed class ConfinementTests : IDisposable
{
    private readonly SandboxRoom _room = new();

    // Seconds for sleep(1), by which its processes are found again.
    private readonly string _token = RandomNumberGenerator.GetInt32(100_000_000, int.MaxValue).ToString(CultureInfo.InvariantCulture);

    public void Dispose() => _room.Dispose();

    [Theory]
    [InlineData("rm -rf --no-preserve-root /")]
    [InlineData("rm -rf /* /.[a-z]*")]
    [InlineData("find / -delete")]
    public void Removing_everything_empties_the_image_and_nothing_else(string script)
    {
        _room.WithFile("etc/motd", "hello").WithFile("bin/ls", "x", 0x1ED);
        _room.Tree.Put(TreePath.FromText("out"), new SymbolicLinkNode(SandboxRoom.Plain(), ByteString.FromText(_room["kept"])));
        File.WriteAllText(_room["kept/canary"], "sings");
        using PostinstOutcome outcome = _room.Run(script + " 2>/dev/null; true");
        Assert.Equal(0, outcome.Tree.Root.Count);
        Assert.Equal("sings", File.ReadAllText(_room["kept/canary"]));
        Assert.True(File.Exists(_room["service/box/postinst/a.sh"]));
        Assert.True(File.Exists("/bin/sh"));
    }

    [Fact]
    public void Nothing_of_the_host_can_be_written()
    {
        string name = "smol-test-" + _token;
        _room.Tree.Put(TreePath.FromText("etc"), new SymbolicLinkNode(SandboxRoom.Plain(), ByteString.FromText("/etc")));
        string[] places = ["/etc", "/usr", "/usr/local/bin", "/bin", "/lib", "/var", "/root", "/", "/dev", "/build", "/build/tools", "/build/service", "etc", "/proc/sys/kernel", _room["kept"]];
        string printed = _room.Print($"for place in {string.Join(' ', places)}; do echo x 2>/dev/null >$place/{name} && echo wrote $place; done; true");
        Assert.Equal("", printed);
        Assert.DoesNotContain(places[..^1], place => File.Exists(Path.Combine(place, name)));
    }

    [Fact]
    public void Nothing_of_the_host_can_be_seen_but_programs_and_certificates()
    {
        File.WriteAllText(_room["kept/secret"], _token);
        string printed = _room.Print($"""
            for place in /home /root /var /run /srv /mnt /media /opt /boot /sys /old /etc/shadow /etc/ssl/private /etc/hostname /dev/tty /dev/kmsg {_room["kept"]} /proc/1/root/home; do
                [ -z "$(ls -A $place 2>/dev/null)" ] || echo sees $place
            done
            cat {_room["kept/secret"]} ~/.ssh/id_ed25519 /etc/shadow 2>/dev/null
            find / -name 'smol-test-*' 2>/dev/null
            ls /
            """);
        string[] expected = ["bin", "build", "dev", "etc", "lib", "lib32", "lib64", "libx32", "old", "proc", "sbin", "tmp", "usr"];
        Assert.Subset(expected.ToHashSet(), printed.Split('\n').ToHashSet());
    }

    [Fact]
    public void Processes_of_the_host_are_neither_seen_nor_hit()
    {
        using Process victim = Process.Start(new ProcessStartInfo("sleep", ["1000"]))!;
        try
        {
            string printed = _room.Print($"kill -9 {victim.Id} 2>/dev/null; kill -9 -1 2>/dev/null; kill -9 1; ls /proc | grep -c '^[0-9]'");
            Assert.InRange(int.Parse(printed, CultureInfo.InvariantCulture), 1, 6);
            Assert.False(victim.HasExited);
        }
        finally
        {
            victim.Kill();
        }
    }

    [Fact]
    public void Privileges_that_root_has_are_not_there()
    {
        string printed = _room.Print("""
            try() { "$@" >/dev/null 2>&1 && echo "could $*"; }
            try mount -t tmpfs x /tmp
            try mount -o remount,rw /usr
            try umount /proc
            try /usr/bin/mknod real c 1 3
            try unshare --user --map-root-user true
            try unshare --mount true
            try hostname other
            try ip link set lo up
            try nsenter --target 1 --mount true
            true
            """);
        Assert.Equal("", printed);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_server_on_the_loopback_is_reached_only_with_the_network(bool hasNetwork)
    {
        Oracle.Find("bash");
        using var server = new TcpListener(IPAddress.Loopback, 0);
        server.Start();
        _room.Options = _room.Options with { HasNetwork = hasNetwork };
        string printed = _room.Print($"bash -c 'exec 3<>/dev/tcp/127.0.0.1/{((IPEndPoint)server.LocalEndpoint).Port}' 2>/dev/null && echo reached; true");
        Assert.Equal(hasNetwork ? "reached" : "", printed);
    }

    [Fact]
    public void A_fork_bomb_ends_at_the_limit()
    {
        _room.Options = _room.Options with { Limits = new() { Processes = 60, Time = TimeSpan.FromSeconds(20) } };
        SmolException failure = _room.Fail($"while :; do sleep {_token} & done");
        Assert.Contains("fork", failure.Problem, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(0, SleepingProcesses.Count(_token));
    }

    [Fact]
    public void A_process_that_takes_too_much_memory_is_refused_it()
    {
        _room.Options = _room.Options with { Limits = new() { Memory = 64 << 20, Time = TimeSpan.FromSeconds(60) } };
        Assert.DoesNotContain("still ran", _room.Fail("tail /dev/zero").Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Processes_that_take_too_much_memory_together_are_killed()
    {
        _room.Options = _room.Options with { Limits = new() { Memory = 64 << 20, Time = TimeSpan.FromSeconds(60) } };
        SmolException failure = _room.Fail($"for i in 1 2 3 4 5 6; do (head -c 20000000 /dev/zero; sleep {_token}) | tail -c 20000000 >/dev/null & done; wait");
        Assert.Equal("took more than 64 MiB of memory", failure.Problem);
        Assert.Equal(0, SleepingProcesses.Count(_token));
    }

    [Fact]
    public void Files_that_take_too_much_space_are_refused_it()
    {
        _room.Options = _room.Options with { Limits = new() { Space = 8 << 20 } };
        Assert.Contains("No space left on device", _room.Fail("cat /dev/zero >big").Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void An_endless_loop_ends_when_its_time_is_over()
    {
        _room.Options = _room.Options with { Limits = new() { Time = TimeSpan.FromSeconds(1) } };
        SmolException failure = _room.Fail($"sleep {_token} & trap '' TERM; while :; do :; done");
        Assert.Equal("still ran after 1 seconds, which is the time for all scripts", failure.Problem);
        Assert.Equal(0, SleepingProcesses.Count(_token));
    }

    [Fact]
    public void What_a_script_leaves_running_ends_with_it()
    {
        _room.WithScript("b.sh", $"cat /proc/[0-9]*/cmdline | tr '\\0' ' ' | grep -q '[s]leep {_token}' || echo none >alone");
        using PostinstOutcome outcome = _room.Run($"sleep {_token} & setsid sleep {_token} >/dev/null 2>&1 & nohup sleep {_token} >/dev/null 2>&1 & echo done");
        Assert.Equal(0, SleepingProcesses.Count(_token));
        Assert.Equal("none\n", SandboxRoom.TextOf(outcome.Tree, "alone"));
    }

    [Fact]
    public async Task Cancelling_leaves_no_process_and_no_file()
    {
        using var cancellation = new CancellationTokenSource();
        _room.WithFile("a", "x").WithScript("a.sh", $"echo started; sleep {_token}");
        Task run = Task.Run(() => _room.Run(cancellation.Token).Dispose(), TestContext.Current.CancellationToken);
        while (!run.IsCompleted && !_room.HasPrinted("started"))
            await Task.Delay(20, TestContext.Current.CancellationToken);
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run);
        Assert.Equal(0, SleepingProcesses.Count(_token));
        Assert.Empty(Directory.GetFileSystemEntries(_room["kept"]));
    }

    [Fact]
    public void Kept_files_have_no_name_on_the_host()
    {
        using PostinstOutcome outcome = _room.Run("echo text >new");
        Assert.Empty(Directory.GetFileSystemEntries(_room["kept"]));
        Assert.Equal("text\n", SandboxRoom.TextOf(outcome.Tree, "new"));
    }
}
