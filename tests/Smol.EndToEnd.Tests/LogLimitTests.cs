using System.Diagnostics;
using Smol.TestSupport;

namespace Smol.EndToEnd.Tests;

/// <summary>Guests that flood their consoles while nobody asks for their machines.</summary>
public sealed class LogLimitTests : IDisposable
{
    private readonly DummyGuest _guest = new();

    public void Dispose() => _guest.Dispose();

    [Fact]
    public async Task A_process_beside_a_machine_in_the_background_cuts_its_log_and_ends_with_it()
    {
        string name = "flood-" + Guid.NewGuid().ToString("N")[..8];
        Assert.Equal(name + "\n", _guest.MustRun(DummyGuest.RunWords("ready flood", "-d", "--log-limit", "hard", "--log-max", "1", "--name", name)));
        await UntilCutAsync(name);
        Assert.True(IsKept(name));
        _guest.MustRun("stop", name);
        await DummyGuest.UntilAsync(() => !IsKept(name));

        _guest.MustRun("start", name);
        await UntilCutAsync(name);
        _guest.MustRun("rm", "-f", name);
        await DummyGuest.UntilAsync(() => !IsKept(name));
    }

    [Fact]
    public async Task A_machine_in_the_foreground_needs_none()
    {
        using Process run = _guest.Start(DummyGuest.RunWords("ready flood", "--log-max", "1", "--name", "web"));
        Task copied = run.StandardOutput.BaseStream.CopyToAsync(Stream.Null);
        await UntilCutAsync("web");
        _guest.MustRun("stop", "web");
        await copied;
        await run.WaitForExitAsync();
        Assert.Empty(_guest.Processes());
    }

    [Fact]
    public void Nothing_stays_unless_it_is_asked_for()
    {
        string name = "quiet-" + Guid.NewGuid().ToString("N")[..8];
        _guest.MustRun(DummyGuest.RunWords("ready", "-d", "--name", name));
        Assert.False(IsKept(name));
        Assert.Contains("there are soft and hard", _guest.Run(DummyGuest.RunWords("ready", "-d", "--log-limit", "firm")).Errors, StringComparison.Ordinal);
    }

    private static bool IsKept(string name) => Oracle.Run("pgrep", "-f", $"keep-log {name}").Code == 0;

    private Task UntilCutAsync(string name) =>
        DummyGuest.UntilAsync(() => File.Exists(Path.Combine(_guest.Smol.Home, "machines", name, "console.log.cut")));
}
