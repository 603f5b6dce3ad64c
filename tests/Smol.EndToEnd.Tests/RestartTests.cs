using System.Diagnostics;
using System.Text.Json;

namespace Smol.EndToEnd.Tests;

/// <summary><c>smol run --restart</c>.</summary>
public sealed class RestartTests : IDisposable
{
    private readonly DummyGuest _guest = new();

    public void Dispose() => _guest.Dispose();

    [Theory]
    [InlineData("on-failure:2", "exit=3", 3, 3)]
    [InlineData("on-failure", "exit-once=3 exit=0", 0, 2)]
    [InlineData("on-failure", "exit=0", 0, 1)]
    [InlineData("no", "exit=3", 3, 1)]
    public void In_the_foreground_a_machine_starts_again_as_its_policy_says(string policy, string habits, int code, int runs)
    {
        SmolResult run = _guest.Run(DummyGuest.RunWords(habits, "--name", "web", "--restart", policy));
        Assert.Equal(code, run.Code);
        Assert.Equal(runs, run.Output.Split("hello from web").Length - 1);
        Assert.Equal(runs - 1, run.Errors.Split("and starts again in").Length - 1);
        using JsonDocument shown = JsonDocument.Parse(_guest.MustRun("inspect", "web"));
        Assert.Equal(policy, shown.RootElement[0].GetProperty("spec").GetProperty("restart").GetString());
        Assert.Equal(runs, shown.RootElement[0].GetProperty("runs").GetInt32());
    }

    [Fact]
    public async Task One_that_always_starts_again_ends_when_it_is_stopped()
    {
        using Process run = _guest.Start(DummyGuest.RunWords("exit-once=0 ready", "--name", "web", "--restart", "always"));
        await DummyGuest.UntilAsync(() => Said("web").Split("hello from").Length == 3 && _guest.MustRun("ps", "-q") == "web\n");
        _guest.MustRun("stop", "web");
        await run.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Empty(_guest.Processes());
        Assert.Equal(3, Said("web").Split("hello from").Length);
    }

    [Fact]
    public async Task A_signal_ends_one_that_waits_for_its_next_start()
    {
        using Process run = _guest.Start(DummyGuest.RunWords("exit=1", "--name", "web", "--restart", "always"));
        await DummyGuest.UntilAsync(() => Said("web").Split("hello from").Length >= 4);
        TestSupport.Oracle.Run("kill", "-TERM", run.Id.ToString(System.Globalization.CultureInfo.InvariantCulture));
        await run.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Empty(_guest.Processes());
    }

    [Fact]
    public void In_the_background_the_policy_is_kept_and_a_notice_says_who_applies_it()
    {
        SmolResult run = _guest.Run(DummyGuest.RunWords("ready", "-d", "--name", "web", "--restart", "unless-stopped"));
        Assert.Equal(0, run.Code);
        Assert.Contains("nothing of smol stays with a machine in the background", run.Errors, StringComparison.Ordinal);
        using JsonDocument shown = JsonDocument.Parse(_guest.MustRun("inspect", "web"));
        Assert.Equal("unless-stopped", shown.RootElement[0].GetProperty("spec").GetProperty("restart").GetString());
    }

    [Theory]
    [InlineData("--rm", "always", "can't be started again")]
    [InlineData("-d", "always:3", "only on-failure counts")]
    [InlineData("-d", "often", "is no restart policy")]
    public void What_can_not_be_is_said(string option, string policy, string said)
    {
        SmolResult run = _guest.Run(DummyGuest.RunWords("ready", option, "--restart", policy));
        Assert.Equal(125, run.Code);
        Assert.Contains(said, run.Errors, StringComparison.Ordinal);
        Assert.Equal("", _guest.MustRun("ps", "-aq"));
    }

    private string Said(string name)
    {
        SmolResult logs = _guest.Run("logs", name);
        return logs.Code == 0 ? logs.Output : "";
    }
}
