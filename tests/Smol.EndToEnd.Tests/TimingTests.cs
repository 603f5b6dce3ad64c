using System.Globalization;
using System.Text.Json;

namespace Smol.EndToEnd.Tests;

/// <summary><c>smol run --timing</c> and <c>smol bench run</c>, with a QEMU whose guest does as it is told.</summary>
public sealed class TimingTests : IDisposable
{
    private static readonly string[] Phases = ["smol", "vmm", "kernel", "rc"];

    private readonly DummyGuest _guest = new();

    public void Dispose() => _guest.Dispose();

    [Fact]
    public void In_the_foreground_the_way_to_the_service_is_shown_and_written_down()
    {
        SmolResult run = _guest.Run(DummyGuest.RunWords("kernel-time=12 service exit=3 after=300", "--rm", "--name", "web", "--timing", "--timing-to", _guest.Smol["t.json"]));
        Assert.Equal(3, run.Code);
        Assert.Contains("smol: ready", run.Output, StringComparison.Ordinal);
        foreach (string word in (string[])[.. Phases, "12 ms by its own count", "the service is ready"])
            Assert.Contains(word, run.Errors, StringComparison.Ordinal);
        using JsonDocument report = JsonDocument.Parse(File.ReadAllText(_guest.Smol["t.json"]));
        JsonElement root = report.RootElement;
        Assert.Equal(("web", "./hello.img", "console", 12.0), (Text(root, "machine"), Text(root, "image"), Text(root, "readyBy"), root.GetProperty("kernelTime").GetDouble()));
        AssertWhole(root);
        string[] marks = [.. root.GetProperty("marks").EnumerateObject().Select(mark => mark.Name)];
        Assert.Equal(["exec", "vmmUp", "qmpGreeting", "guestBegin"], marks.Where(mark => mark is not ("firstByte" or "kernelDone" or "serviceReady" or "guestListens" or "end")));
        Assert.Superset(new HashSet<string> { "firstByte", "kernelDone", "serviceReady" }, marks.ToHashSet());
    }

    [Fact]
    public void In_the_background_it_waits_for_the_service_and_leaves_the_machine_running()
    {
        SmolResult run = _guest.Run(DummyGuest.RunWords("ready service", "-d", "--name", "web", "--timing", "--timing-to", _guest.Smol["t.json"]));
        Assert.Equal((0, "web\n"), (run.Code, run.Output));
        Assert.Contains("the service is ready", run.Errors, StringComparison.Ordinal);
        using JsonDocument report = JsonDocument.Parse(File.ReadAllText(_guest.Smol["t.json"]));
        AssertWhole(report.RootElement);
        Assert.Equal("web\n", _guest.MustRun("ps", "-q"));
    }

    [Fact]
    public void A_machine_that_ends_without_a_service_is_timed_to_its_end()
    {
        SmolResult run = _guest.Run(DummyGuest.RunWords("exit=0", "--rm", "--timing"));
        Assert.Equal(0, run.Code);
        Assert.Contains("no service has said that it is ready", run.Errors, StringComparison.Ordinal);
        Assert.Equal(125, _guest.Run(DummyGuest.RunWords("ready", "-d", "--count", "2", "--timing")).Code);
    }

    [Fact]
    public void Many_runs_are_measured_in_turn_with_another_command()
    {
        string[] options = ["--accel", "tcg", "-k", "kernel", "-a", "dummy.service"];
        string text = _guest.MustRun(["bench", "run", "./hello.img", "-n", "3", "--vs", "sh -c 'echo smol: ready; exec sleep 100'", "--format", "json", "--", .. options]);
        using JsonDocument json = JsonDocument.Parse(text);
        JsonElement smol = json.RootElement.GetProperty("smol");
        double[] order = [.. ((string[])["exec", "firstByte", "ready"]).Select(name => smol.GetProperty(name).GetProperty("min").GetDouble())];
        Assert.Equal(order.Order(), order);
        Assert.True(order[0] > 0);
        foreach (string figure in (string[])["ready", "total"])
        {
            double[] figures = [.. ((string[])["min", "p50", "p99"]).Select(name => smol.GetProperty(figure).GetProperty(name).GetDouble())];
            Assert.Equal(figures.Order(), figures);
        }
        Assert.Equal(JsonValueKind.Null, json.RootElement.GetProperty("versus").GetProperty("exec").ValueKind);
        Assert.True(json.RootElement.GetProperty("ratios").GetProperty("ready").GetDouble() > 1, text);
        Assert.Equal("", _guest.MustRun("ps", "-aq"));
        Assert.Empty(_guest.Processes());
    }

    [Fact]
    public void Runs_that_end_by_themselves_are_measured_to_their_end_and_a_failure_ends_the_bench()
    {
        string table = _guest.MustRun("bench", "run", "./hello.img", "-n", "2", "--", "--accel", "tcg", "-k", "kernel", "-a", "dummy.exit=0");
        string[] first = table.Split('\n')[1].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal("-", first[^2]);
        Assert.True(double.Parse(first[^1], CultureInfo.InvariantCulture) > 0);
        SmolResult failed = _guest.Run("bench", "run", "./hello.img", "-n", "2", "--", "--accel", "tcg", "-k", "kernel", "-a", "dummy.refuse=no");
        Assert.Equal(1, failed.Code);
        Assert.Contains("ended with 125", failed.Errors, StringComparison.Ordinal);
        Assert.Equal(1, _guest.Run("bench", "run", "./hello.img", "-n", "0").Code);
    }

    private static void AssertWhole(JsonElement report)
    {
        JsonElement[] phases = [.. report.GetProperty("phases").EnumerateArray()];
        Assert.Equal(Phases, phases.Select(phase => Text(phase, "name")));
        double sum = phases.Sum(phase => phase.GetProperty("duration").GetDouble());
        Assert.Equal(report.GetProperty("total").GetDouble(), sum, 0.1);
        Assert.All(phases, phase => Assert.True(phase.GetProperty("duration").GetDouble() >= 0));
    }

    private static string? Text(JsonElement element, string name) => element.GetProperty(name).GetString();
}
