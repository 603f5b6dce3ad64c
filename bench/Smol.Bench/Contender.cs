using System.Diagnostics;
using System.Globalization;

namespace Smol.Bench;

/// <summary>A command that is measured, and the file or folder that it makes, which is removed before each run.</summary>
internal sealed record Contender(string Name, string Result, string[] Command)
{
    /// <summary>Files and folders that are read before each run, as far as there are any yet.</summary>
    public string[] Inputs { get; init; } = [];

    /// <summary>Runs the command once on a disk at rest, timed by time(1).</summary>
    public Measurement Run()
    {
        if (Directory.Exists(Result))
            Directory.Delete(Result, recursive: true);
        else if (File.Exists(Result))
            File.Delete(Result);
        Settle();
        var start = new ProcessStartInfo("/usr/bin/time", ["-f", "%e %M", .. Command])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        long begin = Stopwatch.GetTimestamp();
        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        string errors = process.StandardError.ReadToEnd();
        process.WaitForExit();
        double seconds = Stopwatch.GetElapsedTime(begin).TotalSeconds;
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"{string.Join(' ', Command)} ended with {process.ExitCode}: {output.Result}{errors}");
        string last = errors.TrimEnd().Split('\n')[^1];
        return new(seconds, long.Parse(last.Split(' ')[1], CultureInfo.InvariantCulture));
    }

    /// <summary>The disk has what was written before, for which whoever came next would pay, and the inputs are in memory.</summary>
    private void Settle()
    {
        using Process sync = Process.Start("sync");
        sync.WaitForExit();
        string[] folders = [.. Inputs.Where(Directory.Exists)];
        foreach (string file in Inputs.Where(File.Exists).Concat(folders.SelectMany(folder => Directory.GetFiles(folder, "*", SearchOption.AllDirectories))))
        {
            using FileStream content = File.OpenRead(file);
            content.CopyTo(Stream.Null);
        }
    }
}
