using System.Text.Json;

namespace Smol.EndToEnd.Tests;

/// <summary>The commands on machines, as a docker user says them.</summary>
public sealed class LifecycleTests : IDisposable
{
    private readonly DummyGuest _guest = new();

    public void Dispose() => _guest.Dispose();

    [Fact]
    public void Machines_are_listed_by_state_name_and_image()
    {
        Start("web", "ready");
        Start("db", "ready");
        Start("old", "ready");
        _guest.MustRun("stop", "old");
        _guest.MustRun("pause", "db");
        Assert.Equal("db\nweb\n", _guest.MustRun("ps", "-q"));
        Assert.Equal("db\nold\nweb\n", _guest.MustRun("ps", "-aq"));
        Assert.Equal("old\n", _guest.MustRun("ps", "-q", "--filter", "status=exited"));
        Assert.Equal("db\nold\n", _guest.MustRun("ps", "-q", "--filter", "state=paused", "--filter", "state=stopped"));
        Assert.Equal("web\n", _guest.MustRun("ps", "-q", "--filter", "name=we", "--filter", "image=hello.img"));
        Assert.Equal("", _guest.MustRun("ps", "-q", "--filter", "image=other"));
        Assert.Contains("paused", _guest.MustRun("ps"), StringComparison.Ordinal);
        foreach (string wrong in (string[])["colour=red", "state=happy", "name"])
            Assert.Equal(1, _guest.Run("ps", "--filter", wrong).Code);
    }

    [Fact]
    public void Several_machines_are_stopped_started_and_removed_at_once_and_what_fails_is_said()
    {
        foreach (string name in (string[])["a", "b", "c"])
            Start(name, "ready");
        SmolResult some = _guest.Run("stop", "a", "nobody", "b");
        Assert.Equal((1, "a\nb\n"), (some.Code, some.Output));
        Assert.Contains("nobody", some.Errors, StringComparison.Ordinal);
        Assert.Equal("c\n", _guest.MustRun("ps", "-q"));
        Assert.Equal("a\nb\n", _guest.MustRun("start", "--all"));
        Assert.Equal("a\nb\nc\n", _guest.MustRun("restart", "--all"));
        Assert.Equal("a\nb\nc\n", _guest.MustRun("kill", "--all"));
        Assert.Empty(_guest.Processes());
        Assert.Equal("137\n", _guest.MustRun("wait", "b"));
        Assert.Equal("b\n", _guest.MustRun("start", "b"));
        Assert.Equal("a\nc\n", _guest.MustRun("rm", "--all"));
        Assert.Equal("b\n", _guest.MustRun("rm", "--all", "--force"));
        Assert.Equal("", _guest.MustRun("ps", "-aq"));
        foreach (string[] wrong in (string[][])[["stop"], ["stop", "--all", "a"], ["kill", "-s", "TERM", "a"], ["start", "../a"]])
            Assert.Equal(1, _guest.Run(wrong).Code);
    }

    [Fact]
    public void All_that_is_known_of_a_machine_is_shown()
    {
        _guest.MustRun(DummyGuest.RunWords("ready", "-d", "--name", "web", "-p", "0:80"));
        using (JsonDocument ports = JsonDocument.Parse(_guest.MustRun("port", "web", "--format", "json")))
            Assert.InRange(Assert.Single(ports.RootElement.EnumerateArray()).GetProperty("hostPort").GetInt32(), 1024, 65535);
        using JsonDocument shown = JsonDocument.Parse(_guest.MustRun("inspect", "web"));
        JsonElement web = Assert.Single(shown.RootElement.EnumerateArray());
        Assert.Equal(("web", "running", 1), (web.GetProperty("name").GetString(), web.GetProperty("state").GetString(), web.GetProperty("runs").GetInt32()));
        Assert.Equal(Assert.Single(_guest.Processes()), web.GetProperty("processId").GetInt32());
        Assert.True(File.Exists(web.GetProperty("files").GetProperty("qmpSocket").GetString()));
        Assert.Contains("-daemonize", web.GetProperty("command").EnumerateArray().Select(word => word.GetString()));
        Assert.Equal("NetBsd", web.GetProperty("spec").GetProperty("guest").GetString());

        using JsonDocument stats = JsonDocument.Parse(_guest.MustRun("stats", "--no-stream", "--format", "json"));
        Assert.Equal(4097, Assert.Single(stats.RootElement.EnumerateArray()).GetProperty("diskReadBytes").GetInt64());
        Assert.Contains("web", _guest.MustRun("stats", "--no-stream", "web"), StringComparison.Ordinal);
        Assert.Matches(@"(?m)^\d+ +0 +[A-Z]", _guest.MustRun("top", "web"));
    }

    [Fact]
    public void What_happened_is_told_as_lines_and_as_JSON()
    {
        Start("web", "ready exit=3 after=200");
        Assert.Equal("3\n", _guest.MustRun("wait", "web"));
        _guest.MustRun("rename", "web", "old");
        _guest.MustRun("rm", "old");
        string[] lines = _guest.MustRun("events", "--since", "10m").TrimEnd().Split('\n');
        Assert.Equal(["create", "start", "die", "rename", "remove"], lines.Select(line => line.Split(' ')[1]));
        Assert.EndsWith("die web (./hello.img, exit code 3)", lines[2], StringComparison.Ordinal);
        Assert.EndsWith("rename old (./hello.img, was web)", lines[3], StringComparison.Ordinal);
        using JsonDocument last = JsonDocument.Parse(_guest.MustRun("events", "--format", "json").TrimEnd().Split('\n')[^1]);
        Assert.Equal(("Remove", 5), (last.RootElement.GetProperty("action").GetString(), last.RootElement.GetProperty("number").GetInt32()));
        Assert.Equal("", _guest.MustRun("events", "--since", "2999-01-01"));
        Assert.Equal(1, _guest.Run("events", "--since", "tea time").Code);
    }

    [Fact]
    public void Many_machines_come_from_one_image_and_those_that_start_stay()
    {
        SmolResult all = _guest.Run(DummyGuest.RunWords("ready", "-d", "--count", "5", "--name", "web", "-p", "0:80"));
        Assert.Equal((0, "web-1\nweb-2\nweb-3\nweb-4\nweb-5\n"), (all.Code, all.Output));
        Assert.Matches(@"^5 of 5 started in [\d.]+ s, [\d.]+ a second; [\d.]+ [MG]iB of the host's memory by now, [\d.]+ MiB each\n$", all.Errors);
        _guest.MustRun("rm", "-f", "web-2", "web-4");
        SmolResult some = _guest.Run(DummyGuest.RunWords("ready", "-d", "--count", "4", "--name", "web"));
        Assert.Equal((125, "web-2\nweb-4\n"), (some.Code, some.Output));
        Assert.Contains("machine web-1 did not start", some.Errors, StringComparison.Ordinal);
        Assert.Equal("web-1\nweb-2\nweb-3\nweb-4\nweb-5\n", _guest.MustRun("ps", "-q"));
        foreach (string[] wrong in (string[][])[["-d", "--count", "2", "-p", "8080:80"], ["--count", "2"], ["-d", "--count", "0"], ["-d", "--timeout", "5"]])
            Assert.Equal(125, _guest.Run(DummyGuest.RunWords("ready", wrong)).Code);
    }

    [Fact]
    public void Forty_machines_run_under_one_ps_and_none_has_a_process_of_ours()
    {
        _guest.MustRun(DummyGuest.RunWords("ready", "-d", "--count", "40", "--name", "web"));
        string[] names = [.. Enumerable.Range(1, 40).Select(number => $"web-{number}").Order(StringComparer.Ordinal)];
        Assert.Equal(names, _guest.MustRun("ps", "-q").Split('\n', StringSplitOptions.RemoveEmptyEntries));
        using (JsonDocument shown = JsonDocument.Parse(_guest.MustRun("ps", "--format", "json")))
        {
            int[] running = [.. shown.RootElement.EnumerateArray().Select(machine => machine.GetProperty("processId").GetInt32()).Order()];
            Assert.Equal(_guest.Processes().Order(), running);
        }
        _guest.MustRun("rm", "-f", "--all");
        Assert.Empty(_guest.Processes());
        Assert.Equal("", _guest.MustRun("ps", "-aq"));
        Assert.Empty(Directory.GetFileSystemEntries(Path.Combine(_guest.Smol.Home, "machines")));
    }

    [Fact]
    public void A_machine_whose_time_is_over_is_ended()
    {
        Assert.Equal(124, _guest.Run(DummyGuest.RunWords("ready ignore-stop", "--timeout", "1", "--rm")).Code);
        Assert.Equal(3, _guest.Run(DummyGuest.RunWords("ready exit=3", "--timeout", "600", "--rm")).Code);
        Assert.Empty(_guest.Processes());
    }

    private void Start(string name, string habits)
    {
        Assert.Equal(name + "\n", _guest.MustRun(DummyGuest.RunWords(habits, "-d", "--name", name)));
        string control = Path.Combine(_guest.Smol.Home, "machines", name, "control.log");
        DummyGuest.UntilAsync(() => File.Exists(control)).GetAwaiter().GetResult();
    }
}
