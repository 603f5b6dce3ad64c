using System.ComponentModel;
using System.Diagnostics;
using System.Net;
using Smol.Cli.Options;
using Smol.Machines.Timing;
using Smol.Storage;

namespace Smol.Cli.Benches;

/// <summary>A command that starts something, timed from outside: by what it prints, and by who answers on a port.</summary>
/// <param name="Words">The program and its arguments.</param>
/// <param name="Port">A port that its service answers on; null for none.</param>
/// <param name="IsToEnd">Whether it is waited for after its service is ready.</param>
/// <param name="Patience">How long one run may take.</param>
internal sealed record TimedCommand(IReadOnlyList<string> Words, IPEndPoint? Port, bool IsToEnd, TimeSpan Patience)
{
    /// <summary>Runs it once.</summary>
    /// <param name="end">Ends it when its service is ready.</param>
    /// <param name="stop">Gives up.</param>
    /// <returns>When it was started, and its times but <see cref="BenchTimes.Exec"/>.</returns>
    /// <exception cref="SmolException">It can't be started, fails before it is ready, or takes too long.</exception>
    public async Task<(DateTimeOffset Started, BenchTimes Times)> RunAsync(Func<Process, Task> end, CancellationToken stop)
    {
        DateTimeOffset started = TimeProvider.System.GetUtcNow();
        var timeline = new BootTimeline(TimeProvider.System, started);
        using Process process = Start();
        process.StandardInput.Close();
        using var over = CancellationTokenSource.CreateLinkedTokenSource(stop);
        Task<string> errors = process.StandardError.ReadToEndAsync(CancellationToken.None);
        Task output = process.StandardOutput.BaseStream.CopyToAsync(new TimedConsoleStream(Stream.Null, timeline), CancellationToken.None);
        Task port = AskAsync(timeline, over.Token);
        Task finish = FinishAsync(process, output, timeline);
        try
        {
            await (IsToEnd ? finish : Task.WhenAny(timeline.Ready, finish)).WaitAsync(Patience, stop);
        }
        catch (TimeoutException)
        {
            throw new SmolException($"takes longer than {Patience.TotalSeconds:0} seconds", ShellWords.Join(Words), "'--patience' says how long it may take");
        }
        finally
        {
            await over.CancelAsync();
            if (!finish.IsCompleted)
                await end(process);
            await finish;
            await port;
        }
        double? ready = Earliest(timeline.At(BootMark.ServiceReady), timeline.At(BootMark.PortAnswer));
        if (ready is null && process.ExitCode is 125 or 127)
            throw new SmolException($"ended with {process.ExitCode}: {(await errors).TrimEnd()}", ShellWords.Join(Words));
        double total = IsToEnd ? timeline.At(BootMark.End)!.Value : ready ?? timeline.At(BootMark.End)!.Value;
        return (started, new(null, timeline.At(BootMark.FirstByte), ready, total));
    }

    private static double? Earliest(double? one, double? other) => one is null || other < one ? other : one;

    private static async Task FinishAsync(Process process, Task output, BootTimeline timeline)
    {
        await Task.WhenAll(process.WaitForExitAsync(), output);
        timeline.Mark(BootMark.End);
    }

    private async Task AskAsync(BootTimeline timeline, CancellationToken over)
    {
        if (Port is null)
            return;
        try
        {
            await PortProbe.WaitAsync(Port, TimeProvider.System, over);
            timeline.Mark(BootMark.PortAnswer);
        }
        catch (OperationCanceledException)
        {
            // It never answered.
        }
    }

    private Process Start()
    {
        try
        {
            return Process.Start(new ProcessStartInfo(Words[0], Words.Skip(1)) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true })!;
        }
        catch (Win32Exception failure)
        {
            throw new SmolException("can't be started: " + failure.Message, Words[0], cause: failure);
        }
    }
}
