using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using Smol.Building.Sandbox;
using Smol.TestSupport;

namespace Smol.Building.Tests.Sandbox;

/// <summary>What needs a process of its own: each test starts this program again with a variable that says what it is there for.</summary>
public sealed class OtherProcessTests : IDisposable
{
    private const string Variable = "SMOL_TEST_SANDBOX";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly SandboxRoom _room = new();

    private static string? Role => Environment.GetEnvironmentVariable(Variable);

    public void Dispose() => _room.Dispose();

    [Fact]
    public void A_host_without_user_namespaces_leaves_the_scripts_to_the_build_boot_and_says_why()
    {
        if (Role is null)
        {
            // In such a namespace it is as on a host where they are off.
            string script = "echo 0 >/proc/sys/user/max_user_namespaces && exec \"$@\"";
            ProcessStartInfo start = Again("unshare", ["--user", "--map-root-user", "sh", "-c", script, "sh", "dotnet"], nameof(A_host_without_user_namespaces_leaves_the_scripts_to_the_build_boot_and_says_why), "off");
            using Process child = Process.Start(start)!;
            string output = child.StandardOutput.ReadToEnd();
            child.WaitForExit();
            Assert.True(child.ExitCode == 0 && output.Contains("Total: 1, Errors: 0, Failed: 0", StringComparison.Ordinal), output);
            return;
        }
        _room.WithScript("a.sh", "echo x >x").WithScript("b.sh", "");
        using PostinstOutcome outcome = PostinstSandbox.Run(_room.Tree, ["a.sh", "b.sh"], _room.Options, new Progress<string>(), CancellationToken.None);
        Assert.Equal(["a.sh", "b.sh"], outcome.Deferred!.Scripts);
        Assert.StartsWith("this host gives no user namespaces: user.max_user_namespaces is 0 (unshare: ", outcome.Deferred.Reason, StringComparison.Ordinal);
        Assert.Same(_room.Tree, outcome.Tree);
    }

    [Fact]
    public async Task Scripts_end_when_who_started_them_is_killed()
    {
        if (Role is { } seconds)
        {
            _room.Run($"trap '' HUP TERM PIPE; sleep {seconds}; sleep {seconds}").Dispose();
            return;
        }
        string token = RandomNumberGenerator.GetInt32(100_000_000, int.MaxValue).ToString(CultureInfo.InvariantCulture);
        using Process child = Process.Start(Again("dotnet", [], nameof(Scripts_end_when_who_started_them_is_killed), token))!;
        await WaitUntil(() => SleepingProcesses.Count(token) == 1 || child.HasExited);
        child.Kill();
        await WaitUntil(() => SleepingProcesses.Count(token) == 0);
    }

    private static ProcessStartInfo Again(string program, string[] before, string test, string role)
    {
        var start = new ProcessStartInfo(Oracle.Find(program), [.. before, Path.Combine(AppContext.BaseDirectory, "Smol.Building.Tests.dll"), "-noColor", "-method", $"{typeof(OtherProcessTests).FullName}.{test}"])
        {
            RedirectStandardOutput = true,
        };
        start.Environment[Variable] = role;
        return start;
    }

    private static async Task WaitUntil(Func<bool> holds)
    {
        using var deadline = new CancellationTokenSource(Patience);
        while (!holds())
            await Task.Delay(50, deadline.Token);
    }
}
