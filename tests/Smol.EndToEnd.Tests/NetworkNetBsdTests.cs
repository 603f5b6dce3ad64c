namespace Smol.EndToEnd.Tests;

/// <summary>A private network of two real NetBSDs; had where <see cref="NetBsdGuestTests"/> is.</summary>
public sealed class NetworkNetBsdTests : IDisposable
{
    private readonly SmolProgram _smol = new();

    public void Dispose()
    {
        _smol.Run("rm", "-f", "--all");
        _smol.Dispose();
    }

    [Fact]
    public async Task Two_reach_each_other_by_name()
    {
        (string kernel, string sets) = NetBsdGuestTests.Inputs();
        Directory.CreateDirectory(_smol["service/peer/etc"]);
        // This kernel has no fw_cfg: it joins because rc.pre says so, and learns names over the guest protocol alone.
        File.WriteAllText(_smol["service/peer/etc/rc.pre"], "SMOL_HOSTS='127.0.0.1 localhost'\n");
        File.WriteAllText(_smol["service/peer/etc/rc"], """
            #!/bin/sh
            . /etc/include/basicrc
            for card in vioif0 vioif1; do echo "$card $(ifconfig $card | sed -n 's/.*inet \([0-9.]*\).*/\1/p')"; done
            for peer in one two; do
                { until ping -n -c 1 -w 1 $peer 2>/dev/null | grep "bytes from"; do sleep 1; done; echo "reached $peer"; } &
            done
            echo "smol: ready"
            while :; do sleep 1; done
            """.ReplaceLineEndings("\n"));
        _smol.MustRun("build", "peer", "IMGSIZE=160", "--sets", sets);
        _smol.MustRun("network", "create", "shop");
        _smol.MustRun("network", "create", "other");
        _smol.MustRun("run", "-d", "--name", "one", "--network", "shop", "-k", kernel, "--accel", "tcg", "peer");
        _smol.MustRun("run", "-d", "--name", "two", "--network", "shop", "-k", kernel, "--accel", "tcg", "peer");
        await DummyGuest.UntilAsync(() => _smol.MustRun("logs", "one").Contains("reached two", StringComparison.Ordinal));
        Assert.Contains("64 bytes from 10.83.0.2", _smol.MustRun("logs", "one"), StringComparison.Ordinal);
        Assert.Contains("vioif0 10.0.2.15", _smol.MustRun("logs", "one"), StringComparison.Ordinal);

        await DummyGuest.UntilAsync(() => _smol.MustRun("logs", "two").Contains("smol: ready", StringComparison.Ordinal));
        _smol.MustRun("restart", "-t", "0", "one");
        await DummyGuest.UntilAsync(() => _smol.MustRun("logs", "two").Contains("reached one", StringComparison.Ordinal));
        Assert.Contains("64 bytes from 10.83.0.1", _smol.MustRun("logs", "two"), StringComparison.Ordinal);
    }
}
