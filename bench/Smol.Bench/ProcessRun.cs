using System.Diagnostics;
using System.Globalization;

namespace Smol.Bench;

/// <summary>One run of a command in a folder, with variables of its own.</summary>
/// <param name="Seconds">Wall time.</param>
/// <param name="ProcessorSeconds">User and system time of the command and all that it waited for, to 10 ms.</param>
/// <param name="Output">What it printed.</param>
/// <param name="Errors">What it printed on standard error.</param>
internal sealed record ProcessRun(double Seconds, double ProcessorSeconds, string Output, string Errors)
{
    /// <summary>Runs it; it must succeed.</summary>
    public static ProcessRun Of(string folder, IReadOnlyDictionary<string, string> variables, params string[] command)
    {
        var start = new ProcessStartInfo("/usr/bin/time", ["-f", "%U %S", .. command])
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach ((string name, string value) in variables)
            start.Environment[name] = value;
        long begin = Stopwatch.GetTimestamp();
        using Process process = Process.Start(start)!;
        process.StandardInput.Close();
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        string errors = process.StandardError.ReadToEnd().TrimEnd();
        process.WaitForExit();
        double seconds = Stopwatch.GetElapsedTime(begin).TotalSeconds;
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"{string.Join(' ', command)} ended with {process.ExitCode}: {output.Result}{errors}");
        int last = errors.LastIndexOf('\n') + 1;
        return new(seconds, errors[last..].Split(' ').Sum(part => double.Parse(part, CultureInfo.InvariantCulture)), output.Result, errors[..last]);
    }
}
