using System.Globalization;

namespace Smol.Machines.Timing;

/// <summary>The moments of one start of a machine, as they are seen; the first of each kind counts. Any thread may tell it.</summary>
/// <param name="time">The clock.</param>
/// <param name="started">When the command that starts the machine was started.</param>
public sealed class BootTimeline(TimeProvider time, DateTimeOffset started)
{
    private readonly TimeSpan _before = time.GetUtcNow() - started;
    private readonly long _begin = time.GetTimestamp();
    private readonly Dictionary<BootMark, double> _marks = [];
    private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private double? _kernelTime;

    /// <summary>Ends when the service is ready.</summary>
    public Task Ready => _ready.Task;

    /// <summary>It is this moment now.</summary>
    public void Mark(BootMark mark)
    {
        double now = (_before + time.GetElapsedTime(_begin)).TotalMilliseconds;
        lock (_marks)
            _marks.TryAdd(mark, Math.Round(now, 3));
        if (mark is BootMark.ServiceReady or BootMark.PortAnswer)
            _ready.TrySetResult();
    }

    /// <summary>The kernel says what it took.</summary>
    /// <param name="milliseconds">What it says.</param>
    public void MarkKernel(double milliseconds)
    {
        lock (_marks)
            _kernelTime ??= milliseconds;
        Mark(BootMark.KernelDone);
    }

    /// <summary>When that was, in milliseconds after the start; null when it was not seen.</summary>
    public double? At(BootMark mark)
    {
        lock (_marks)
            return _marks.TryGetValue(mark, out double at) ? at : null;
    }

    /// <summary>What is known by now.</summary>
    /// <param name="machine">The machine.</param>
    public BootReport Report(MachineStatus machine)
    {
        double? console = At(BootMark.ServiceReady), port = At(BootMark.PortAnswer);
        string? readyBy = console is null && port is null ? null : port is null || console <= port ? "console" : "port";
        double? ready = readyBy == "console" ? console : port;
        lock (_marks)
        {
            double last = _marks.Count == 0 ? 0 : _marks.Values.Max();
            Dictionary<string, double> marks = _marks.OrderBy(mark => mark.Value).ToDictionary(mark => NameOf(mark.Key), mark => mark.Value);
            return new(machine.Name, machine.Spec.ImageReference, started, Phases(ready ?? last), marks, _kernelTime, readyBy, ready ?? last);
        }
    }

    /// <summary>The name of a moment in a <see cref="BootReport"/>: <c>vmmUp</c>.</summary>
    public static string NameOf(BootMark mark)
    {
        string name = mark.ToString();
        return char.ToLower(name[0], CultureInfo.InvariantCulture) + name[1..];
    }

    /// <summary>
    /// Each ends where the next begins. A kernel that says nothing has ended by the first byte on the console, or by the guest's READY: Linux
    /// says that before anything is on its console.
    /// </summary>
    private List<BootPhase> Phases(double end)
    {
        double? Earliest(params BootMark[] marks) => marks.Select(mark => _marks.TryGetValue(mark, out double at) ? at : (double?)null).Min();
        (string Name, double? End)[] ends =
        [
            ("smol", Earliest(BootMark.Exec)),
            ("vmm", Earliest(BootMark.GuestBegin)),
            ("kernel", Earliest(BootMark.KernelDone) ?? Earliest(BootMark.FirstByte, BootMark.GuestListens)),
            ("rc", end),
        ];
        var phases = new List<BootPhase>();
        double start = 0;
        foreach ((string name, double? at) in ends)
        {
            if (at is not { } known || known < start)
                break;
            phases.Add(new(name, start, Math.Round(known - start, 3)));
            start = known;
        }
        return phases;
    }
}
