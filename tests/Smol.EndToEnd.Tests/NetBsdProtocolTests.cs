namespace Smol.EndToEnd.Tests;

/// <summary>The guest protocol as a real NetBSD speaks it; had where <see cref="NetBsdGuestTests"/> is.</summary>
public sealed class NetBsdProtocolTests : IDisposable
{
    private readonly SmolProgram _smol = new();

    public void Dispose()
    {
        _smol.Run("rm", "-f", "--all");
        _smol.Dispose();
    }

    [Fact]
    public void What_the_workload_says_on_the_console_is_not_its_exit_code()
    {
        string kernel = Build("""
            . /etc/include/basicrc
            env | grep -c SMOL_NONCE
            echo "EXIT 9"; echo "smol 0123456789abcdef0123456789abcdef EXIT 9"; printf 'READY no newline '
            (exit 3)
            . /etc/include/shutdown
            """);
        SmolResult result = _smol.Run("run", "--rm", "-k", kernel, "--accel", "tcg", "judge");
        Assert.Contains("EXIT 9", result.Output, StringComparison.Ordinal);
        Assert.Matches("(?m)^0\r?$", result.Output);
        Assert.Equal(3, result.Code);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Without_a_port_its_exit_code_comes_over_the_console_and_no_workload_can_forge_it(bool keepsPorts)
    {
        string kernel = Build("""
            . /etc/include/basicrc
            echo "port: $SMOL_CONTROL."
            env | grep -c SMOL_NONCE
            echo "EXIT 9"; echo "smol 0123456789abcdef0123456789abcdef EXIT 9"; echo 'smol $SMOL_NONCE EXIT 9'
            echo "smol nonce 1"; echo "smol 1 EXIT 9"; printf 'READY no newline '
            (exit 4)
            . /etc/include/shutdown
            """);
        if (keepsPorts)
        {
            File.WriteAllText(_smol["service/judge/etc/rc.pre"], "SMOL_CONTROL=none\n");
            _smol.MustRun("build", "judge", "IMGSIZE=160", "--sets", NetBsdGuestTests.Inputs().Sets);
        }
        else
        {
            _smol.MustRun("kernel", "smolify", kernel, "-o", "no-port", "--disable", "viocon");
            kernel = _smol["no-port"];
        }
        SmolResult result = _smol.Run("run", "--rm", "-k", kernel, "--accel", "tcg", "judge");
        Assert.Matches("port: (none)?[.]", result.Output);
        Assert.Matches("(?m)^0\r?$", result.Output);
        Assert.Equal(4, result.Code);
    }

    [Fact]
    public async Task It_hears_STOP_leaves_its_filesystem_clean_and_starts_again_with_what_it_wrote()
    {
        string kernel = Build("""
            PATH=/sbin:/bin:/usr/sbin:/usr/bin
            fsck_ffs -fn "/dev/r$(sysctl -n kern.root_device)"; echo "fsck: $?"
            . /etc/include/basicrc
            echo boot >>/boots; echo "boots: $(grep -c boot /boots)"
            echo "smol: ready"
            while :; do sleep 1; echo more >>/boots.log; done
            """);
        Assert.Equal("web\n", _smol.MustRun("run", "-d", "--name", "web", "-k", kernel, "--accel", "tcg", "judge"));
        for (int boot = 1; boot <= 2; boot++)
        {
            int now = boot;
            string control = Path.Combine(_smol.Home, "machines", "web", "control.log");
            await DummyGuest.UntilAsync(() => File.Exists(control) && File.ReadAllText(control).Contains("READY", StringComparison.Ordinal));
            await DummyGuest.UntilAsync(() => _smol.MustRun("logs", "web").Split("smol: ready").Length > now);
            SmolResult stopped = _smol.Run("stop", "-t", "60", "web");
            Assert.Equal("web: the guest stopped by itself when it was asked\n", stopped.Errors);
            if (boot == 1)
                _smol.MustRun("start", "web");
        }
        string said = _smol.MustRun("logs", "web");
        Assert.Contains("boots: 2", said, StringComparison.Ordinal);
        Assert.Equal(3, said.Split("fsck: 0").Length);
    }

    private string Build(string rc)
    {
        (string kernel, string sets) = NetBsdGuestTests.Inputs();
        Directory.CreateDirectory(_smol["service/judge/etc"]);
        File.WriteAllText(_smol["service/judge/etc/rc"], "#!/bin/sh\n" + rc.ReplaceLineEndings("\n") + "\n");
        _smol.MustRun("build", "judge", "IMGSIZE=160", "--sets", sets);
        return kernel;
    }
}
