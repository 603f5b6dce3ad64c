using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Smol.Cli.Options;
using Smol.Cli.Output;
using Smol.Machines;
using Smol.Machines.Consoles;
using Smol.Machines.Timing;
using Smol.Storage;

namespace Smol.Cli.Machines;

/// <summary><c>--timing</c>: where the time of a start goes. It is said once: when the service is ready, or else when the machine has ended.</summary>
internal sealed class RunTiming : IDisposable
{
    private const int BarLength = 40;

    // How long a command in the background waits for a service that says nothing.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly CancellationTokenSource _over = new();
    private readonly Lock _saying = new();
    private readonly bool _isShown;
    private readonly string? _file;
    private MachineStatus? _machine;
    private bool _isSaid;

    private RunTiming(bool isShown, string? file)
    {
        _isShown = isShown;
        _file = file;
        using Process self = Process.GetCurrentProcess();
        Timeline = new(TimeProvider.System, self.StartTime.ToUniversalTime());
    }

    public BootTimeline Timeline { get; }

    /// <summary>What the command line asks for, or null.</summary>
    public static RunTiming? Of(Getopt line) =>
        line.Has(RunOptions.Timing) || line.Has(RunOptions.TimingFile) ? new(line.Has(RunOptions.Timing), line.Last(RunOptions.TimingFile)) : null;

    /// <summary>A stream that listens to what the guest says on its way to another.</summary>
    public Stream Listen(Stream output) => new TimedConsoleStream(output, Timeline);

    /// <summary>The machine is there, and its guest begins.</summary>
    public void Begin(MachineStatus machine)
    {
        _machine = machine;
        _ = new BootWatch(Timeline, TimeProvider.System).WatchAsync(machine, _over.Token);
        _ = Timeline.Ready.ContinueWith(_ => Say(), CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
    }

    /// <summary>The machine has ended, or its user has gone.</summary>
    public void End()
    {
        Timeline.Mark(BootMark.End);
        _over.Cancel();
        Say();
    }

    /// <summary>Waits for the service of a machine in the background.</summary>
    /// <param name="host">The machines.</param>
    /// <param name="machine">The machine.</param>
    /// <param name="stop">Waits no longer.</param>
    public async Task WaitAsync(MachineHost host, MachineStatus machine, CancellationToken stop)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(_over.Token, stop);
        Begin(machine);
        await new BootWatch(Timeline, TimeProvider.System).GreetAsync(machine, over.Token);
        Task<bool> console = FollowAsync(host, machine, over.Token);
        Task first = await Task.WhenAny(Timeline.Ready, console, Task.Delay(Patience, over.Token));
        if (first == console && await console)
            Timeline.Mark(BootMark.End);
        else if (!Timeline.Ready.IsCompleted)
            Screen.Say($"smol: {machine.Name} goes on; nothing has told that its service is ready, neither the line 'smol: ready' on its console nor a published port");
        await _over.CancelAsync();
        await console;
        Say();
    }

    public void Dispose()
    {
        _over.Cancel();
        _over.Dispose();
    }

    /// <returns>Whether the machine has ended.</returns>
    private async Task<bool> FollowAsync(MachineHost host, MachineStatus machine, CancellationToken over)
    {
        try
        {
            return !await host.AttachAsync(machine.Name, new ConsoleUser(Listen(Stream.Null), null), int.MaxValue, over);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
        catch (SmolException)
        {
            // It ended before anybody could look; what it said is in its log, if that is there still.
            return true;
        }
    }

    private void Say()
    {
        // Whoever comes second waits: the process may end behind him.
        lock (_saying)
        {
            if (_machine is not { } machine || _isSaid)
                return;
            _isSaid = true;
            Say(machine);
        }
    }

    private void Say(MachineStatus machine)
    {
        BootReport report = Timeline.Report(machine);
        if (_isShown)
            // A terminal that is raw does not go to the left by itself.
            Screen.Say(Draw(report).ReplaceLineEndings(Screen.IsTerminal ? "\r\n" : "\n"));
        if (_file is not null)
            Save(report, _file);
    }

    private static void Save(BootReport report, string file)
    {
        try
        {
            File.WriteAllText(file, JsonSerializer.Serialize(report, MachineJsonRows.Default.BootReport) + "\n");
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            Screen.Error($"{file}: can't be written: {failure.Message}", null);
        }
    }

    private static string Draw(BootReport report)
    {
        var lines = new List<string>();
        foreach (BootPhase phase in report.Phases)
        {
            int from = Scale(phase.Start), length = Math.Max(1, Scale(phase.Start + phase.Duration) - from);
            string bar = (new string(' ', Math.Min(from, BarLength - 1)) + new string('#', length)).PadRight(BarLength + 1);
            string said = phase.Name == "kernel" && report.KernelTime is { } own ? string.Create(CultureInfo.InvariantCulture, $"   {own:0.#} ms by its own count") : "";
            lines.Add(string.Create(CultureInfo.InvariantCulture, $"  {phase.Name,-7} {bar} {phase.Duration,8:0} ms{said}"));
        }
        string end = report.ReadyBy switch
        {
            "console" => "the service is ready",
            "port" => "a published port answers",
            _ => "no service has said that it is ready",
        };
        lines.Add(string.Create(CultureInfo.InvariantCulture, $"  {"",-7} {"",-41} {report.Total,8:0} ms   {end}"));
        return string.Join('\n', lines.Prepend($"smol: the start of {report.Machine}"));

        int Scale(double milliseconds) => report.Total <= 0 ? 0 : (int)Math.Round(milliseconds / report.Total * BarLength);
    }
}
