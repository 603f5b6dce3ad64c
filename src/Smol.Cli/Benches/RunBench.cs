using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text.Json;
using Smol.Cli.Machines;
using Smol.Cli.Options;
using Smol.Cli.Output;
using Smol.Machines;
using Smol.Machines.Timing;
using Smol.Storage;

namespace Smol.Cli.Benches;

/// <summary>Starts machines of one image one after the other, in turn with another command.</summary>
/// <param name="host">The machines.</param>
/// <param name="image">The image.</param>
/// <param name="options">More words for <c>smol run</c>.</param>
/// <param name="scratch">A folder for what each run tells.</param>
internal sealed class RunBench(MachineHost host, string image, IReadOnlyList<string> options, string scratch)
{
    /// <summary>A port of this host that the service answers on; null for none.</summary>
    public IPEndPoint? Port { get; init; }

    /// <summary>Whether each run is waited for to its end.</summary>
    public bool IsToEnd { get; init; }

    /// <summary>How long one run may take.</summary>
    public TimeSpan Patience { get; init; }

    /// <summary>Runs.</summary>
    /// <param name="rounds">How often, after a first time that is not counted.</param>
    /// <param name="versus">The other command; null for none.</param>
    /// <param name="stop">Gives up.</param>
    /// <exception cref="SmolException">A run fails.</exception>
    public async Task<BenchResult> RunAsync(int rounds, IReadOnlyList<string>? versus, CancellationToken stop)
    {
        var ours = new List<BenchTimes>();
        var theirs = new List<BenchTimes>();
        for (int round = 0; round <= rounds; round++)
        {
            Screen.Progress(string.Create(CultureInfo.InvariantCulture, $"round {round} of {rounds}"));
            BenchTimes our = await RunOursAsync(stop);
            BenchTimes? their = versus is null ? null : (await new TimedCommand(versus, Port, IsToEnd, Patience).RunAsync(KillAsync, stop)).Times;
            if (round == 0)
                continue;
            ours.Add(our);
            if (their is not null)
                theirs.Add(their);
        }
        Screen.EndProgress();
        return new(
            image,
            rounds,
            BenchColumn.Of(ShellWords.Join(["smol", "run", "--rm", .. options, image]), ours),
            versus is null ? null : BenchColumn.Of(ShellWords.Join(versus), theirs),
            versus is null ? null : BenchRatios.Of(ours, theirs));
    }

    private async Task<BenchTimes> RunOursAsync(CancellationToken stop)
    {
        string name = "bench-" + Guid.NewGuid().ToString("N")[..12];
        string file = Path.Combine(scratch, name + ".json");
        string[] words = [Environment.ProcessPath!, "run", "--rm", "--name", name, "--timing-to", file, .. options, image];
        try
        {
            (DateTimeOffset started, BenchTimes times) = await new TimedCommand(words, Port, IsToEnd, Patience).RunAsync(_ => RemoveAsync(name), stop);
            return times with { Exec = ExecIn(file, started) };
        }
        finally
        {
            File.Delete(file);
        }
    }

    /// <summary>When QEMU was started: smol says that by its own clock, which is the host's.</summary>
    private static double? ExecIn(string file, DateTimeOffset started)
    {
        if (!File.Exists(file) || JsonSerializer.Deserialize(File.ReadAllBytes(file), MachineJsonRows.Default.BootReport) is not { } report)
            return null;
        return report.Marks.TryGetValue(BootTimeline.NameOf(BootMark.Exec), out double exec) ? Math.Round((report.Started - started).TotalMilliseconds + exec, 3) : null;
    }

    private async Task RemoveAsync(string name)
    {
        try
        {
            await host.RemoveAsync(name, isForced: true, CancellationToken.None);
        }
        catch (SmolException)
        {
            // It has ended by itself at this moment, and was removed.
        }
    }

    private static Task KillAsync(Process process)
    {
        process.Kill(entireProcessTree: true);
        return Task.CompletedTask;
    }
}
