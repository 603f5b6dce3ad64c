using System.Globalization;
using Smol.Guests;
using Smol.Machines.Consoles;
using Smol.Machines.Firecracker;
using Smol.Machines.Host;
using Smol.Storage;

namespace Smol.Machines.State;

/// <summary>Tells a machine's state from facts: its records, its files, and the processes of the host. Changes nothing.</summary>
/// <param name="processes">The processes.</param>
internal sealed class MachineObserver(IProcessTable processes)
{
    /// <summary>QEMU's option for <see cref="MachinePaths.PidFile"/>, by which its process is known.</summary>
    public const string PidFileOption = "-pidfile";

    /// <summary>Looks at the machine in a folder.</summary>
    /// <returns>The machine, or null when there is none.</returns>
    /// <exception cref="SmolException">Its records are damaged.</exception>
    public MachineStatus? Observe(string folder)
    {
        var paths = new MachinePaths(folder, folder);
        if (RecordFile.Read(paths.Record, RecordReader.Machine) is not { } record)
            return null;
        return Observe(folder, record, RecordFile.Read(paths.Run, RecordReader.Run));
    }

    /// <summary>The machine in a folder whose records are known.</summary>
    public MachineStatus Observe(string folder, MachineRecord record, RunRecord? run)
    {
        var paths = new MachinePaths(folder, record.SocketFolder ?? folder);
        ProcessIdentity? process = run is null ? null : FindProcess(run, paths);
        bool isStarterGone = !processes.IsAlive(run?.Starter ?? record.Creator);
        string name = Path.GetFileName(folder);
        var machine = new MachineStatus
        {
            Name = name,
            Id = record.Id,
            Spec = record.Spec with { Name = name },
            Paths = paths,
            Image = record.Image,
            State = StateOf(run, process, paths, isStarterGone),
            Created = record.Created,
            Started = run?.Started,
            Runs = run?.Number ?? 0,
            Command = run?.Command ?? [],
            Accelerator = run?.Accelerator,
            Forwards = run?.Forwards ?? record.Spec.Forwards,
            Process = process,
            IsAttached = run is { IsAttached: true } && !isStarterGone,
            IsStarterGone = isStarterGone,
            IsAbandoned = record.Spec.Vmm == VmmKind.Firecracker && run is { IsUp: false } && process is not null && isStarterGone,
            LogSize = LengthOf(paths.ConsoleLog),
        };
        return machine.IsOver ? WithEnd(machine, run!) : machine;
    }

    /// <summary>Whether its creator died before it ever ran: no QEMU is on its way either, and no guest ever said a word.</summary>
    public bool IsHalfMade(MachineStatus machine) =>
        machine is { State: MachineState.Created, IsStarterGone: true } && processes.FindRunWith(PidFileOption, machine.Paths.PidFile) is null
        && Observe(machine.Paths.Folder) is { State: MachineState.Created, IsStarterGone: true } still && still.Id == machine.Id;

    /// <summary>The number in a pid file, or null when there is none.</summary>
    internal static int? PidIn(string pidFile)
    {
        try
        {
            return int.TryParse(File.ReadAllText(pidFile), NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out int pid) ? pid : null;
        }
        catch (IOException)
        {
            return null;
        }
    }

    /// <summary>
    /// The machine's QEMU while it runs. Where its starter died before it could write down who QEMU is, QEMU's own pid file tells,
    /// and is believed only if that process was told to write this very file.
    /// </summary>
    private ProcessIdentity? FindProcess(RunRecord run, MachinePaths paths)
    {
        if (run.IsUp)
            return run.End is null && run.Process is { } known && processes.IsAlive(known) ? known : null;
        return PidIn(paths.PidFile) is { } pid && processes.IsRunWith(pid, PidFileOption, paths.PidFile) ? processes.Identify(pid) : null;
    }

    private MachineState StateOf(RunRecord? run, ProcessIdentity? process, MachinePaths paths, bool isStarterGone)
    {
        if (run is null)
            return MachineState.Created;
        if (process is not null)
            return run.IsPaused ? MachineState.Paused : MachineState.Running;
        if (run.End is { } end)
            return end.HasFailed ? MachineState.Failed : MachineState.Stopped;
        if (run.IsUp)
            return run.StoppedBy is null && File.Exists(paths.PidFile) && !FirecrackerLog.HasEnded(paths.VmmLog) ? MachineState.Failed : MachineState.Stopped;
        // A guest that ran before is not lost when a later start is; and a QEMU may be on its way though its starter died.
        bool mayHaveRun = run.Number > 1 || LengthOf(paths.ConsoleLog) > 0;
        return isStarterGone && mayHaveRun && processes.FindRunWith(PidFileOption, paths.PidFile) is null ? MachineState.Stopped : MachineState.Created;
    }

    private static MachineStatus WithEnd(MachineStatus machine, RunRecord run)
    {
        MachinePaths paths = machine.Paths;
        bool mayHaveOwnNonce = machine.Spec.Guest == GuestKind.NetBsd && !File.Exists(ConsoleLog.CutMark(paths.ConsoleLog));
        int? Said() => GuestReport.Read(paths.ControlLog, paths.ConsoleLog, run.Nonce, mayHaveOwnNonce ? run.ConsoleStart : null).ExitCode;
        RunEnd end = run.End ?? new(LastWord(paths, run.Started), machine.State == MachineState.Failed, Said() ?? (run.StoppedBy == StopMethod.Killed ? 137 : null));
        return machine with { Ended = end.Time, ExitCode = end.ExitCode, StoppedBy = run.StoppedBy, IsEndNoted = run.End is not null };
    }

    private static DateTimeOffset LastWord(MachinePaths paths, DateTimeOffset started) =>
        ((string[])[paths.ConsoleLog, paths.ControlLog]).Where(File.Exists).Select(path => new DateTimeOffset(File.GetLastWriteTimeUtc(path))).Append(started).Max();

    private static long LengthOf(string path) => new FileInfo(path) is { Exists: true } file ? file.Length : 0;
}
