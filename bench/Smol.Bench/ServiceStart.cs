using System.Diagnostics;
using System.Globalization;

namespace Smol.Bench;

/// <summary>
/// From the command to a service in a NetBSD guest, with our <c>basicrc</c> and with smolBSD's in images that are equal otherwise, in turn.
/// QEMU's start and the kernel's boot are in both times.
/// </summary>
/// <param name="smol">The program.</param>
/// <param name="scratch">A folder for images and machines.</param>
/// <param name="kernel">A NetBSD kernel.</param>
/// <param name="sets">A folder with NetBSD's sets.</param>
/// <param name="checkout">A checkout of smolBSD.</param>
internal sealed class ServiceStart(string smol, string scratch, string kernel, string sets, string checkout)
{
    private const string Mark = "bench: here";
    private const string Service = $"#!/bin/sh\n. /etc/include/basicrc\necho '{Mark}'\n. /etc/include/shutdown\n";

    private readonly string _folder = Path.Combine(scratch, "basicrc");

    public void Run(int rounds, TextWriter output)
    {
        if (Directory.Exists(_folder))
            Directory.Delete(_folder, recursive: true);
        Prepare("ours", Path.Combine(Path.GetDirectoryName(smol)!, "..", "services", "common"));
        Prepare("theirs", Path.Combine(checkout, "service", "common"));
        var ours = new List<double>();
        var theirs = new List<double>();
        for (int round = 0; round <= rounds; round++)
        {
            double our = Measure("ours");
            double their = Measure("theirs");
            if (round == 0) // the first is the warm-up
                continue;
            ours.Add(our);
            theirs.Add(their);
        }
        string ratio = Comparison.Median(ours.Zip(theirs, (our, their) => our / their)).ToString("0.00", CultureInfo.InvariantCulture);
        output.WriteLine($"### basicrc: to a service in a NetBSD guest\n\n| basicrc | wall, median of {rounds} | ours / it, median of pairs |\n|---|---:|---:|");
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| ours | {Comparison.Median(ours):0.00} s | 1.00 |\n| smolBSD's | {Comparison.Median(theirs):0.00} s | {ratio} |\n"));
    }

    private void Prepare(string name, string common)
    {
        string service = Path.Combine(_folder, name, "plain");
        Directory.CreateDirectory(Path.Combine(service, "etc"));
        File.WriteAllText(Path.Combine(service, "etc", "rc"), Service);
        Execute("cp", "-R", common, Path.Combine(_folder, name, "common"));
        Execute(smol, "build", "plain", "-t", name, "IMGSIZE=300", "--services", Path.Combine(_folder, name), "--sets", sets);
    }

    private double Measure(string tag)
    {
        var start = new ProcessStartInfo(smol, ["run", "--name", tag, "-k", kernel, "-m", "256", "--accel", "tcg", $"plain:{tag}"])
        {
            WorkingDirectory = _folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["SMOL_HOME"] = Home;
        long begin = Stopwatch.GetTimestamp();
        using Process process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        while (process.StandardOutput.ReadLine() is { } line)
        {
            if (!line.Contains(Mark, StringComparison.Ordinal))
                continue;
            double seconds = Stopwatch.GetElapsedTime(begin).TotalSeconds;
            Execute(smol, "rm", "-f", tag);
            process.WaitForExit();
            return seconds;
        }
        throw new InvalidOperationException($"the service was never there: {errors.Result}");
    }

    private string Home => Path.Combine(_folder, "home");

    private void Execute(params string[] command) => ProcessRun.Of(_folder, new Dictionary<string, string> { ["SMOL_HOME"] = Home }, command);
}
