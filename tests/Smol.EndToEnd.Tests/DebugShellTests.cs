using System.Diagnostics;
using System.Text;
using System.Text.RegularExpressions;

namespace Smol.EndToEnd.Tests;

/// <summary><c>smol build --debug-shell</c> on a terminal, which script(1) makes; in a Linux guest, and in a NetBSD where <see cref="NetBsdGuestTests"/> has one.</summary>
public sealed class DebugShellTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private readonly SmolProgram _smol = new();
    private readonly StringBuilder _said = new();

    public void Dispose()
    {
        _smol.Run("rm", "-f", "--all");
        _smol.Dispose();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Somebody_at_a_terminal_looks_around_where_a_step_failed(bool isNetBsd)
    {
        (string from, string sets) = Prepare(isNetBsd);
        File.WriteAllText(_smol["word"], "mounted\n");
        File.WriteAllText(_smol["job.smol"], $"FROM {from}\nENV WORD='a  b'\nWORKDIR /srv\nRUN echo 1 >first\nRUN --mount=source=word,target=/word echo 2 >second; exit 3\nCMD true\n");
        using Process script = Start($"SMOL_HOME={_smol.Home} {SmolProgram.Binary} build job.smol --sets {sets} --debug-shell");
        await PromptAsync(script, "");
        await PromptAsync(script, "pwd; cat first second /word; echo \"<$WORD>\"");
        Assert.Contains("/srv\n1\n2\nmounted\n<a  b>\n", _said.ToString(), StringComparison.Ordinal);
        // Ctrl-C is for what the guest runs, not for the build.
        await TypeAsync(script, "echo go; cat\r");
        await WaitAsync(script, "\ngo\n");
        await PromptAsync(script, "\u0003", isLine: false);
        await PromptAsync(script, "echo still $((40 + 2))");
        Assert.Contains("still 42\n", _said.ToString(), StringComparison.Ordinal);
        await TypeAsync(script, "exit\r");
        await WaitAsync(script, "ended with exit code 3");
        await script.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(Patience, TestContext.Current.CancellationToken);

        Assert.Equal(1, script.ExitCode);
        Assert.Equal("[]\n", _smol.MustRun("images", "--format", "json"));
        Assert.Equal("[]\n", _smol.MustRun("ps", "-a", "--format", "json"));
        // What was done before it is kept, and what was typed there is not.
        Assert.Contains("RUN echo 1", _smol.MustRun("builder", "du"), StringComparison.Ordinal);
        Assert.DoesNotContain("RUN --mount", _smol.MustRun("builder", "du"), StringComparison.Ordinal);
    }

    private (string From, string Sets) Prepare(bool isNetBsd)
    {
        if (!isNetBsd)
        {
            _smol.MustRun(["kernel", "import", .. DebianPackages.Files]);
            return ("busybox-static\nLABEL guest=linux imgsize=64", DebianPackages.Folder);
        }
        (string kernel, string sets) = NetBsdGuestTests.Inputs();
        Directory.CreateDirectory(_smol["kernels"]);
        File.CreateSymbolicLink(_smol["kernels/netbsd-SMOL"], kernel);
        return ("base,etc\nLABEL imgsize=256 addpkgs=", sets);
    }

    private Process Start(string command)
    {
        var start = new ProcessStartInfo("script", ["-qefc", command, "/dev/null"]) { RedirectStandardInput = true, RedirectStandardOutput = true, WorkingDirectory = _smol.Folder };
        return Process.Start(start)!;
    }

    /// <summary>Types something, and reads until the shell asks for more; busybox' asks where the cursor is, too.</summary>
    private async Task PromptAsync(Process script, string typed, bool isLine = true)
    {
        _said.Clear();
        if (typed.Length > 0)
            await TypeAsync(script, isLine ? typed + "\r" : typed);
        await WaitAsync(script, @"[#$] (\e\[6n)?$");
    }

    private static async Task TypeAsync(Process script, string text)
    {
        await script.StandardInput.WriteAsync(text);
        await script.StandardInput.FlushAsync();
    }

    private async Task WaitAsync(Process script, string pattern)
    {
        var buffer = new char[4096];
        using var deadline = new CancellationTokenSource(Patience);
        try
        {
            while (!Regex.IsMatch(_said.ToString(), pattern))
            {
                int count = await script.StandardOutput.ReadAsync(buffer, deadline.Token);
                Assert.True(count > 0, $"the terminal ended before '{pattern}' came:\n{_said}");
                _said.Append(new string(buffer, 0, count).Replace("\r", "", StringComparison.Ordinal));
            }
        }
        catch (OperationCanceledException)
        {
            Assert.Fail($"'{pattern}' did not come in:\n{_said}");
        }
    }
}
