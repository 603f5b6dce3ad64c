using System.Diagnostics;

namespace Smol.Fetching.Tests;

/// <summary>A process of its own that fetches one file.</summary>
internal sealed class FetchingProcess : IDisposable
{
    private readonly Process _process;

    public FetchingProcess(string cacheFolder, string url, string? sha256)
    {
        string[] arguments = sha256 is null ? [cacheFolder, url] : [cacheFolder, url, sha256];
        var start = new ProcessStartInfo(Program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (string variable in (string[])["http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"])
            start.Environment.Remove(variable);
        _process = Process.Start(start)!;
    }

    /// <summary>The program.</summary>
    public static string Program { get; } = Path.Combine(AppContext.BaseDirectory, "Smol.FileFetcher");

    /// <summary>Waits until it is about to fetch.</summary>
    public async Task BeginsAsync() => Assert.Equal("begins", await _process.StandardOutput.ReadLineAsync());

    /// <summary>Kills it (SIGKILL), wherever it is.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    /// <summary>Waits for its end, and gives the path that it says.</summary>
    public async Task<string> EndsWellAsync()
    {
        string output = await _process.StandardOutput.ReadToEndAsync();
        string errors = await _process.StandardError.ReadToEndAsync();
        await _process.WaitForExitAsync();
        Assert.True(_process.ExitCode == 0, errors);
        return output.Split('\n', StringSplitOptions.RemoveEmptyEntries)[^1].Split(' ', 2)[1];
    }

    public void Dispose() => _process.Dispose();
}
