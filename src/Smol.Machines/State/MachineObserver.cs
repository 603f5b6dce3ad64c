using System.Globalization;
using Smol.Machines.Consoles;
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
        if (RecordFile.Read(paths.Record, MachineJson.Default.MachineRecord) is not { } record)
            return null;
        paths = paths with { SocketFolder = record.SocketFolder };
        RunRecord? run = RecordFile.Read(paths.Run, MachineJson.Default.RunRecord);
        ProcessIdentity? process = run is null ? null : FindProcess(run, paths);
        bool isCreatorGone = !processes.IsAlive(record.Creator);
        MachineState state = StateOf(run, process, paths, isCreatorGone);
        bool isOver = state is MachineState.Stopped or MachineState.Failed;
        return new()
        {
            Name = Path.GetFileName(folder),
            Id = record.Id,
            Spec = record.Spec,
            Paths = paths,
            State = state,
            Created = record.Created,
            Started = run?.Started,
            Accelerator = run?.Accelerator,
            Forwards = run?.Forwards ?? record.Spec.Forwards,
            Process = process,
            ExitCode = isOver ? GuestReport.Read(paths.ControlLog).ExitCode ?? (run!.StoppedBy == StopMethod.Killed ? 137 : null) : null,
            IsAttached = run is { IsAttached: true } && !isCreatorGone,
            IsCreatorGone = isCreatorGone,
            StoppedBy = isOver ? run!.StoppedBy : null,
            LogSize = LengthOf(paths.ConsoleLog),
        };
    }

    /// <summary>Whether its creator died before it ran: no QEMU is on its way either, and no guest ever said a word.</summary>
    public bool IsHalfMade(MachineStatus machine) =>
        machine is { State: MachineState.Created, IsCreatorGone: true } && processes.FindRunWith(PidFileOption, machine.Paths.PidFile) is null
        && Observe(machine.Paths.Folder) is { State: MachineState.Created } still && still.Id == machine.Id;

    /// <summary>
    /// The machine's QEMU while it runs. Where its starter died before it could write down who QEMU is, QEMU's own pid file tells,
    /// and is believed only if that process was told to write this very file.
    /// </summary>
    private ProcessIdentity? FindProcess(RunRecord run, MachinePaths paths)
    {
        if (run.IsUp)
            return run.Process is { } known && processes.IsAlive(known) ? known : null;
        return PidIn(paths.PidFile) is { } pid && processes.IsRunWith(pid, PidFileOption, paths.PidFile) ? processes.Identify(pid) : null;
    }

    private static MachineState StateOf(RunRecord? run, ProcessIdentity? process, MachinePaths paths, bool isCreatorGone)
    {
        if (run is null)
            return MachineState.Created;
        if (process is not null)
            return MachineState.Running;
        if (!run.IsUp && (!isCreatorGone || LengthOf(paths.ConsoleLog) == 0))
            return MachineState.Created;
        return run.StoppedBy is null && File.Exists(paths.PidFile) ? MachineState.Failed : MachineState.Stopped;
    }

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

    private static long LengthOf(string path) => new FileInfo(path) is { Exists: true } file ? file.Length : 0;
}
