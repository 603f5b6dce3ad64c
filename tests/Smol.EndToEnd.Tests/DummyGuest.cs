using System.Diagnostics;

namespace Smol.EndToEnd.Tests;

/// <summary>A smol whose QEMU is the dummy: machines that start at once and do what a test asks for.</summary>
public sealed class DummyGuest : IDisposable
{
    public DummyGuest()
    {
        Directory.CreateDirectory(Smol["tree"]);
        File.WriteAllText(Smol["tree/file"], "content");
        Smol.MustRun("image", "create", "--from", "tree", "hello.img");
        File.Copy("/bin/true", Smol["kernel"]);
    }

    public SmolProgram Smol { get; } = new();

    public static string Qemu { get; } = Path.Combine(AppContext.BaseDirectory, "Smol.DummyQemu");

    private static Dictionary<string, string> Environment { get; } = new() { ["QEMU"] = Qemu };

    /// <summary>The words of a run of the image, with habits of the guest such as <c>ready</c> or <c>exit=3</c>.</summary>
    public static string[] RunWords(string habits, params string[] options) =>
        ["run", .. options, "--accel", "tcg", "-k", "kernel", "-a", string.Join(' ', habits.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(habit => "dummy." + habit)), "./hello.img"];

    public SmolResult Run(params string[] arguments) => Smol.Run(Environment, arguments);

    public Process Start(params string[] arguments) => Smol.Start(Environment, arguments);

    /// <summary>Runs a command that must succeed, and returns what it printed on standard output.</summary>
    public string MustRun(params string[] arguments)
    {
        SmolResult result = Run(arguments);
        Assert.True(result.Code == 0, $"smol {string.Join(' ', arguments)} ended with {result.Code}:\n{result.Output}{result.Errors}");
        return result.Output;
    }

    /// <summary>The processes of these machines.</summary>
    public int[] Processes() =>
        [.. Directory.EnumerateDirectories("/proc").Select(path => int.TryParse(Path.GetFileName(path), out int pid) ? pid : 0).Where(pid => pid != 0 && CommandLine(pid).Contains(Smol.Home + "/machines/", StringComparison.Ordinal))];

    /// <summary>Waits for what must come.</summary>
    public static async Task UntilAsync(Func<bool> isSo)
    {
        using var alarm = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (!isSo())
            await Task.Delay(20, alarm.Token);
    }

    public void Dispose()
    {
        foreach (int pid in Processes())
            TestSupport.Oracle.Run("kill", "-9", pid.ToString(System.Globalization.CultureInfo.InvariantCulture));
        UntilAsync(() => Processes().Length == 0).GetAwaiter().GetResult();
        Smol.Dispose();
    }

    private static string CommandLine(int pid)
    {
        try
        {
            return File.ReadAllText($"/proc/{pid}/cmdline");
        }
        catch (IOException)
        {
            return "";
        }
    }
}
