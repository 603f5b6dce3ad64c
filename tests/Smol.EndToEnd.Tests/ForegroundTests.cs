using System.Diagnostics;
using Smol.TestSupport;

namespace Smol.EndToEnd.Tests;

/// <summary>A machine whose console is a terminal, or pipes.</summary>
public sealed class ForegroundTests : IDisposable
{
    private readonly DummyGuest _guest = new();

    public void Dispose() => _guest.Dispose();

    [Theory]
    [InlineData("ready exit=0", 0)]
    [InlineData("ready exit=42", 42)]
    [InlineData("ready exit=127", 127)]
    [InlineData("crash", 125)]
    [InlineData("refuse=no", 125)]
    [InlineData("mute", 125)]
    public void The_exit_code_is_the_guests_or_says_that_it_never_had_one(string habits, int code)
    {
        SmolResult result = _guest.Run(DummyGuest.RunWords(habits, "--rm"));
        Assert.Equal(code, result.Code);
        Assert.Equal("", _guest.MustRun("ps", "-aq"));
    }

    /// <summary>As a kernel does that is given too little memory: it resets itself before it has a console.</summary>
    [Fact]
    public void A_guest_that_never_said_a_word_is_told_of()
    {
        SmolResult result = _guest.Run(DummyGuest.RunWords("mute", "--rm", "-m", "64", "--name", "web"));
        Assert.Equal("", result.Output);
        Assert.Contains("web: the guest ended without a word", result.Errors, StringComparison.Ordinal);
        Assert.Contains("more memory than 64 MiB", result.Errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("INT", 130)]
    [InlineData("TERM", 143)]
    [InlineData("HUP", 129)]
    public async Task A_signal_stops_the_machine_in_order(string signal, int code)
    {
        using Process run = await StartAsync("ready");
        Signal(run, signal);
        await run.WaitForExitAsync();
        Assert.Equal(code, run.ExitCode);
        Assert.Contains("heard STOP", _guest.MustRun("logs", "web"), StringComparison.Ordinal);
        Assert.Contains("stop web (./hello.img, guest)", _guest.MustRun("events"), StringComparison.Ordinal);
        Assert.Empty(_guest.Processes());
    }

    [Fact]
    public async Task A_second_signal_does_not_wait_for_the_guest()
    {
        using Process run = await StartAsync("ready ignore-stop");
        Signal(run, "TERM");
        await DummyGuest.UntilAsync(() => _guest.MustRun("logs", "web").Contains("heard STOP", StringComparison.Ordinal));
        Signal(run, "TERM");
        await run.WaitForExitAsync();
        Assert.Equal(143, run.ExitCode);
        Assert.Contains("stop web (./hello.img, quit)", _guest.MustRun("events"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_piped_in_reaches_the_guest_whole_and_its_end_ends_nothing()
    {
        using Process run = _guest.Start(DummyGuest.RunWords("ready exit=5 after=1500", "--rm"));
        await run.StandardInput.WriteAsync("ctrl-p \u0010\u0011 and ctrl-a \u0001x are no keys here\n");
        run.StandardInput.Close();
        string said = await run.StandardOutput.ReadToEndAsync();
        await run.WaitForExitAsync();
        Assert.Contains("CTRL-P \u0010\u0011 AND CTRL-A \u0001X ARE NO KEYS HERE\n", said, StringComparison.Ordinal);
        Assert.Equal(5, run.ExitCode);
    }

    [Theory]
    [InlineData("\u0001x", 130, "")]
    [InlineData("\u0010\u0011", 0, "web\n")]
    public async Task A_terminal_is_raw_while_the_machine_has_it_and_as_before_after_it(string keys, int code, string running)
    {
        string words = string.Join(' ', DummyGuest.RunWords("ready", "--name", "web").Select(word => $"'{word}'"));
        File.WriteAllText(_guest.Smol["terminal.sh"], $"stty -a; '{SmolProgram.Binary}' {words}; echo \"code $?\"; stty -a\n");
        var start = new ProcessStartInfo(Oracle.Find("script"), ["-qec", "sh terminal.sh", "/dev/null"])
        {
            WorkingDirectory = _guest.Smol.Folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            Environment = { ["SMOL_HOME"] = _guest.Smol.Home, ["QEMU"] = DummyGuest.Qemu },
        };
        using Process terminal = Process.Start(start)!;
        string log = Path.Combine(_guest.Smol.Home, "machines", "web", "console.log");
        await DummyGuest.UntilAsync(() => File.Exists(log) && new FileInfo(log).Length > 0);
        // Ctrl-C is the guest's here.
        await terminal.StandardInput.WriteAsync("\u0003abc");
        await terminal.StandardInput.FlushAsync();
        await DummyGuest.UntilAsync(() => File.ReadAllText(log).Contains("\u0003ABC", StringComparison.Ordinal));
        await terminal.StandardInput.WriteAsync(keys);
        await terminal.StandardInput.FlushAsync();
        string said = await terminal.StandardOutput.ReadToEndAsync();
        await terminal.WaitForExitAsync();
        Assert.Contains($"code {code}", said, StringComparison.Ordinal);
        string[] settings = [.. said.Split('\n').Where(line => line.Contains("icanon", StringComparison.Ordinal))];
        Assert.Equal(2, settings.Length);
        Assert.Equal(settings[0], settings[1]);
        Assert.Equal(running, _guest.MustRun("ps", "-q"));
    }

    private async Task<Process> StartAsync(string habits)
    {
        Process run = _guest.Start(DummyGuest.RunWords(habits, "--name", "web"));
        string control = Path.Combine(_guest.Smol.Home, "machines", "web", "control.log");
        await DummyGuest.UntilAsync(() => File.Exists(control) && new FileInfo(control).Length > 0);
        return run;
    }

    private static void Signal(Process process, string signal) =>
        Oracle.MustRun("kill", "-" + signal, process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture));
}
