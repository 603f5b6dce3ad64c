using Smol.Fetching.Locks;
using Smol.Machines.Consoles;
using Smol.Machines.Qemu;
using Smol.Machines.State;
using Smol.Storage;

namespace Smol.Machines;

/// <summary>
/// The machines of one user on this host. There is no daemon: a machine is a folder and a QEMU, and what it is doing is told
/// from facts, so any process of ours can die at any moment and the next one goes on.
/// </summary>
/// <param name="options">Where things are.</param>
public sealed class MachineHost(MachineHostOptions options)
{
    private readonly MachineFolders _folders = new(options.Folder, options.ShortFolder, options.Processes, options.Time);
    private readonly MachineStarter _starter = new(options);
    private readonly MachineStopper _stopper = new(options);

    /// <summary>Creates a machine and starts it; it runs by itself from then on.</summary>
    /// <exception cref="SmolException">It can't be started, or the name is taken; nothing is left of it.</exception>
    public Task<MachineStatus> RunDetachedAsync(MachineSpec spec, CancellationToken stop) => CreateAndStartAsync(spec, isPaused: false, stop);

    /// <summary>Creates a machine, starts it, and stays at its console until it ends.</summary>
    /// <param name="spec">The machine.</param>
    /// <param name="output">What the guest says on its console, from the first byte on.</param>
    /// <param name="input">What it hears, or null.</param>
    /// <param name="grace">How long the guest may take to stop when <paramref name="stop"/> asks for it.</param>
    /// <param name="stop">Stops the machine, as <see cref="StopAsync"/> does.</param>
    /// <param name="started">Hears of the machine before its guest runs.</param>
    /// <exception cref="SmolException">It can't be started, or the name is taken; nothing is left of it.</exception>
    public async Task<RunOutcome> RunAttachedAsync(MachineSpec spec, Stream output, Stream? input, TimeSpan grace, CancellationToken stop, Action<MachineStatus>? started = null)
    {
        MachineStatus machine = await CreateAndStartAsync(spec, isPaused: true, stop).ConfigureAwait(false);
        started?.Invoke(machine);
        StopMethod? stoppedBy = null;
        using (ConsoleSession console = await BeginAsync(machine).ConfigureAwait(false))
        {
            Task session = console.CopyAsync(output, input);
            var asked = new TaskCompletionSource();
            using (stop.UnsafeRegister(state => ((TaskCompletionSource)state!).TrySetResult(), asked))
                await Task.WhenAny(session, asked.Task).ConfigureAwait(false);
            if (!session.IsCompleted)
                stoppedBy = await EndAsync(machine.Name, grace, isRemoved: false, CancellationToken.None).ConfigureAwait(false);
            await session.ConfigureAwait(false);
        }
        return await ConcludeAsync(machine, stoppedBy).ConfigureAwait(false);
    }

    /// <summary>All machines, after what killed processes left half-made is gone, and what was to be removed when it stopped.</summary>
    public MachineListing List()
    {
        _folders.SweepLeftovers();
        var machines = new List<MachineStatus>();
        var damaged = new List<SmolException>();
        foreach (string name in _folders.Names())
        {
            try
            {
                if (_folders.Find(name) is { } machine && !_folders.RemoveHalfMade(machine) && !RemoveIfDone(machine))
                    machines.Add(CutLog(machine));
            }
            catch (SmolException failure)
            {
                damaged.Add(failure);
            }
        }
        return new(machines, damaged);
    }

    /// <summary>The machine of that name.</summary>
    /// <exception cref="SmolException">There is none; the hint names those that there are.</exception>
    public MachineStatus Get(string name)
    {
        MachineName.Check(name);
        return _folders.Find(name) is { } machine && !_folders.RemoveHalfMade(machine) ? CutLog(machine) : throw NoSuch(name);
    }

    /// <summary>Copies what a machine said on its console.</summary>
    /// <param name="name">The machine.</param>
    /// <param name="output">Where to.</param>
    /// <param name="isFollowed">Whether to go on with what it says until it ends.</param>
    /// <param name="stop">Ends it.</param>
    /// <exception cref="SmolException">There is no such machine.</exception>
    public async Task LogsAsync(string name, Stream output, bool isFollowed, CancellationToken stop)
    {
        MachineStatus machine = Get(name);
        var reader = new LogReader(machine.Paths.ConsoleLog, options.Time);
        if (isFollowed)
            await reader.FollowAsync(output, machine.Spec.LogMax, () => TryLock(name), () => _folders.Find(name)?.State is not (MachineState.Running or MachineState.Created), stop).ConfigureAwait(false);
        else
            await reader.CopyAsync(output, stop).ConfigureAwait(false);
    }

    /// <summary>Stops a machine: asks the guest, then QEMU, then the host's kernel.</summary>
    /// <param name="name">The machine.</param>
    /// <param name="grace">How long the guest may take; zero does not ask it.</param>
    /// <param name="stop">Gives up waiting.</param>
    /// <returns>What it was that ended the machine.</returns>
    /// <exception cref="SmolException">There is no such machine, or it can't be stopped.</exception>
    public Task<StopMethod> StopAsync(string name, TimeSpan grace, CancellationToken stop) => EndAsync(name, grace, isRemoved: true, stop);

    /// <summary>Removes a machine with all that it wrote.</summary>
    /// <param name="name">The machine.</param>
    /// <param name="isForced">Whether a running machine is killed first.</param>
    /// <param name="stop">Gives up waiting.</param>
    /// <exception cref="SmolException">There is no such machine, or it runs.</exception>
    public async Task RemoveAsync(string name, bool isForced, CancellationToken stop)
    {
        MachineName.Check(name);
        using FileLock held = _folders.Lock(name, options.Patience.Lock) ?? throw NoSuch(name);
        if (_folders.FindProcess(name) is { } process)
        {
            if (!isForced)
                throw new SmolException("is running", name, "stop it first with 'smol stop', or use '--force'");
            await _stopper.KillAsync(name, process, stop).ConfigureAwait(false);
        }
        _folders.Remove(name);
    }

    private async Task<MachineStatus> CreateAndStartAsync(MachineSpec spec, bool isPaused, CancellationToken stop)
    {
        (MachineStatus machine, FileLock held) = _folders.Create(MachineCheck.Complete(spec));
        using (held)
        {
            try
            {
                await _starter.StartAsync(machine, isPaused, stop).ConfigureAwait(false);
                return _folders.Find(machine.Name)!;
            }
            catch
            {
                _folders.Remove(machine.Name);
                throw;
            }
        }
    }

    /// <summary>Connects to the console of a paused machine and lets it run: nothing that it says is missed.</summary>
    private async Task<ConsoleSession> BeginAsync(MachineStatus machine)
    {
        try
        {
            ConsoleSession console = await ConsoleSession.ConnectAsync(machine.Paths.ConsoleSocket, CancellationToken.None).ConfigureAwait(false);
            using QmpClient qmp = await QmpClient.ConnectAsync(machine.Paths.QmpSocket, options.Patience.Quit, options.Time, CancellationToken.None).ConfigureAwait(false);
            await qmp.ContinueAsync(CancellationToken.None).ConfigureAwait(false);
            return console;
        }
        catch (SmolException)
        {
            await RemoveAsync(machine.Name, isForced: true, CancellationToken.None).ConfigureAwait(false);
            throw;
        }
    }

    private async Task<RunOutcome> ConcludeAsync(MachineStatus machine, StopMethod? stoppedBy)
    {
        if (machine.Process is { } process)
            await _stopper.HasEndedAsync(process, options.Patience.Quit, CancellationToken.None).ConfigureAwait(false);
        int? exitCode = _folders.Find(machine.Name)?.ExitCode;
        if (machine.Spec.RemoveWhenStopped)
            await RemoveAsync(machine.Name, isForced: true, CancellationToken.None).ConfigureAwait(false);
        else
            Get(machine.Name);
        return new(machine.Name, exitCode, stoppedBy);
    }

    private async Task<StopMethod> EndAsync(string name, TimeSpan grace, bool isRemoved, CancellationToken stop)
    {
        MachineName.Check(name);
        using FileLock held = _folders.Lock(name, options.Patience.Lock) ?? throw NoSuch(name);
        MachineStatus machine = _folders.Find(name) ?? throw NoSuch(name);
        StopMethod method = StopMethod.WasNotRunning;
        if (machine.State == MachineState.Running)
        {
            method = await _stopper.StopAsync(machine, grace, stop).ConfigureAwait(false);
            MachineFolders.NoteStop(machine, method);
        }
        if (isRemoved && machine.Spec.RemoveWhenStopped)
            _folders.Remove(name);
        else
            ConsoleLog.Cut(machine.Paths.ConsoleLog, machine.Spec.LogMax);
        return method;
    }

    /// <summary>Removes a machine that was to be removed when it stopped, unless whoever is at its console will do it.</summary>
    private bool RemoveIfDone(MachineStatus machine)
    {
        bool isDone = machine is { Spec.RemoveWhenStopped: true, IsAttached: false, State: MachineState.Stopped or MachineState.Failed };
        if (!isDone || TryLock(machine.Name) is not { } held)
            return false;
        using (held)
        {
            bool isStill = _folders.Find(machine.Name) is { State: not MachineState.Running } now && now.Id == machine.Id;
            if (isStill)
                _folders.Remove(machine.Name);
            return isStill;
        }
    }

    private MachineStatus CutLog(MachineStatus machine)
    {
        if (machine.LogSize <= machine.Spec.LogMax || TryLock(machine.Name) is not { } held)
            return machine;
        using (held)
            return machine with { LogSize = machine.LogSize - ConsoleLog.Cut(machine.Paths.ConsoleLog, machine.Spec.LogMax) };
    }

    private FileLock? TryLock(string name)
    {
        try
        {
            return _folders.Lock(name, TimeSpan.Zero);
        }
        catch (SmolException)
        {
            return null;
        }
    }

    private SmolException NoSuch(string name)
    {
        IReadOnlyList<string> names = _folders.Names();
        return new("no such machine", name, names.Count == 0 ? "there are no machines; 'smol run' makes one" : "there are: " + string.Join(", ", names));
    }
}
