using System.Diagnostics;
using System.Text;
using System.Text.RegularExpressions;

namespace Smol.EndToEnd.Tests;

/// <summary>A machine in the foreground, and someone at its console.</summary>
internal sealed class ConsoleGuest : IAsyncDisposable
{
    private readonly StringBuilder _said = new();
    private readonly byte[] _buffer = new byte[4096];
    private readonly Process _run;
    private Task<int>? _reading;

    /// <summary>Starts it.</summary>
    public ConsoleGuest(SmolProgram smol, params string[] arguments) => _run = smol.Start(["run", "--rm", "--accel", "tcg", .. arguments]);

    /// <summary>All that it has said.</summary>
    public string Said => _said.ToString();

    /// <summary>Reads on until what it has said matches.</summary>
    public async Task WaitForAsync(string pattern, TimeSpan patience)
    {
        long begin = Stopwatch.GetTimestamp();
        while (!Regex.IsMatch(Said, pattern))
        {
            Assert.True(Stopwatch.GetElapsedTime(begin) < patience, $"'{pattern}' did not come in:\n{Said}");
            await ReadAsync(TimeSpan.FromSeconds(1));
        }
    }

    /// <summary>Types a line.</summary>
    public async Task TypeAsync(string line)
    {
        await _run.StandardInput.WriteAsync(line + "\n");
        await _run.StandardInput.FlushAsync();
    }

    /// <summary>Types a last line.</summary>
    /// <returns>The code that the run ended with.</returns>
    public async Task<int> EndAsync(string line, TimeSpan patience)
    {
        await TypeAsync(line);
        long begin = Stopwatch.GetTimestamp();
        while (!_run.HasExited)
        {
            Assert.True(Stopwatch.GetElapsedTime(begin) < patience, $"the machine did not end:\n{Said}");
            await ReadAsync(TimeSpan.FromMilliseconds(200));
        }
        return _run.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_run.HasExited)
        {
            // An interrupted run stops its machine.
            TestSupport.Oracle.Run("kill", "-INT", _run.Id.ToString(System.Globalization.CultureInfo.InvariantCulture));
            await _run.WaitForExitAsync().WaitAsync(TimeSpan.FromMinutes(1));
        }
        _run.Dispose();
    }

    private async Task ReadAsync(TimeSpan most)
    {
        _reading ??= _run.StandardOutput.BaseStream.ReadAsync(_buffer).AsTask();
        if (await Task.WhenAny(_reading, Task.Delay(most)) != _reading)
            return;
        int count = await _reading;
        _reading = null;
        Assert.True(count > 0 || _run.WaitForExit(10_000), "the console ended, the run did not");
        _said.Append(Encoding.UTF8.GetString(_buffer, 0, count).Replace("\r", "", StringComparison.Ordinal));
    }
}
