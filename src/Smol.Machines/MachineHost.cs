using System.Text.Json;
using Smol.Fetching.Locks;
using Smol.Machines.Consoles;
using Smol.Machines.Host;
using Smol.Machines.Journal;
using Smol.Machines.Qemu;
using Smol.Machines.Restarts;
using Smol.Machines.State;
using Smol.Storage;

namespace Smol.Machines;

/// <summary>
/// The machines of one user on this host. There is no daemon: a machine is a folder and a QEMU, and what it is doing is told
/// from facts, so any process of ours can die at any moment and the next one goes on.
/// </summary>
public sealed class MachineHost
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(50);

    // Fast enough for a person to see what they type.
    private static readonly TimeSpan Blink = TimeSpan.FromMilliseconds(15);

    private readonly MachineHostOptions _options;
    private readonly MachineRegister _register;
    private readonly MachineRunner _runner;
    private readonly MachineStopper _stopper;

    /// <summary>The machines in a folder.</summary>
    /// <param name="options">Where things are.</param>
    public MachineHost(MachineHostOptions options)
    {
        _options = options;
        _register = new(options);
        _stopper = new(options);
        _runner = new(options, _register, _stopper);
        Meters = new(options);
    }

    /// <summary>What happened to the machines.</summary>
    public MachineJournal Journal => _register.Journal;

    /// <summary>What running machines use.</summary>
    public MachineMeters Meters { get; }

    /// <summary>Creates a machine and starts it; it runs by itself from then on.</summary>
    /// <exception cref="SmolException">It can't be started, or the name is taken; nothing is left of it.</exception>
    public Task<MachineStatus> RunDetachedAsync(MachineSpec spec, CancellationToken stop) => _runner.CreateAsync(spec, isPaused: false, stop);

    /// <summary>Creates a machine, starts it, and stays at its console until it ends.</summary>
    /// <param name="spec">The machine.</param>
    /// <param name="output">What the guest says on its console, from the first byte on.</param>
    /// <param name="input">What it hears, or null.</param>
    /// <param name="grace">How long the guest may take to stop when <paramref name="stop"/> asks for it.</param>
    /// <param name="stop">Stops the machine, as <see cref="StopAsync"/> does.</param>
    /// <param name="started">Hears of the machine before its guest runs.</param>
    /// <exception cref="SmolException">It can't be started, or the name is taken; nothing is left of it.</exception>
    public Task<RunOutcome> RunAttachedAsync(MachineSpec spec, Stream output, Stream? input, TimeSpan grace, CancellationToken stop, Action<MachineStatus>? started = null) =>
        RunAttachedAsync(spec, new ConsoleUser(output, input), grace, stop, CancellationToken.None, started);

    /// <summary>Creates a machine, starts it, and stays at its console until it ends, for good where it is to be started again, or the user detaches.</summary>
    /// <param name="spec">The machine.</param>
    /// <param name="user">Who is at its console. <see cref="ConsoleCommand.Leave"/> stops it, a second one at once.</param>
    /// <param name="grace">How long the guest may take to stop.</param>
    /// <param name="stop">Stops the machine, as <see cref="StopAsync"/> does.</param>
    /// <param name="kill">Stops it without asking the guest any longer.</param>
    /// <param name="started">Hears of the machine before its guest runs.</param>
    /// <exception cref="SmolException">It can't be started, or the name is taken; nothing is left of it.</exception>
    public async Task<RunOutcome> RunAttachedAsync(MachineSpec spec, ConsoleUser user, TimeSpan grace, CancellationToken stop, CancellationToken kill, Action<MachineStatus>? started = null)
    {
        MachineStatus machine = await _runner.CreateAsync(spec, isPaused: true, stop).ConfigureAwait(false);
        started?.Invoke(machine);
        return await new AttachedRestarts(_options, _runner).StayAsync(machine, user, grace, stop, kill).ConfigureAwait(false);
    }

    /// <summary>Goes to the console of a machine that is up, with any number of others, until it ends or the user detaches.</summary>
    /// <param name="name">The machine.</param>
    /// <param name="user">Who goes there; every <see cref="ConsoleCommand"/> detaches.</param>
    /// <param name="scrollBack">How many bytes of what was said before are shown, in whole lines.</param>
    /// <param name="stop">Detaches.</param>
    /// <returns>Whether the user detached; else the machine has ended.</returns>
    /// <exception cref="SmolException">There is no such machine, or it does not run.</exception>
    public async Task<bool> AttachAsync(string name, ConsoleUser user, int scrollBack, CancellationToken stop)
    {
        MachineStatus machine = Get(name) is { IsUp: true } up ? up : throw new SmolException("is not running", name, "'smol logs' shows what it said, 'smol start' starts it");
        if (user.Input is not null && machine.Spec is { HasPty: true } or { SerialPort: not null })
            throw new SmolException("has its console elsewhere, on a pseudo-terminal or a TCP port", name, "go there to type; '--no-stdin' shows what it says here");
        var reader = new LogReader(machine.Paths.ConsoleLog, _options.Time) { Look = Blink };
        reader.SkipToLast(scrollBack);
        using var visit = new ConsoleVisit(machine.Paths, user);
        return await visit.StayAsync(going => FollowAsync(machine, reader, user.Output, () => !_options.Processes.IsAlive(machine.Process!), going), stop).ConfigureAwait(false);
    }

    /// <summary>Starts a machine that has stopped, with all that it wrote; it runs by itself from then on.</summary>
    /// <returns>Whether it was started: one that runs is left as it is.</returns>
    /// <exception cref="SmolException">There is no such machine, or it can't be started; it stays stopped then.</exception>
    public async Task<bool> StartAsync(string name, CancellationToken stop) => await _runner.StartAsync(name, isPaused: false, stop).ConfigureAwait(false) is not null;

    /// <summary>Stops a machine if it runs, and starts it again.</summary>
    /// <param name="name">The machine.</param>
    /// <param name="grace">As for <see cref="StopAsync"/>.</param>
    /// <param name="stop">Gives up.</param>
    /// <exception cref="SmolException">There is no such machine, or it can't be stopped or started.</exception>
    public async Task RestartAsync(string name, TimeSpan grace, CancellationToken stop)
    {
        await _runner.EndAsync(name, grace, isRemoved: false, stop).ConfigureAwait(false);
        await _runner.StartAsync(name, isPaused: false, stop).ConfigureAwait(false);
    }

    /// <summary>All machines, after what killed processes left half-made is gone, and what was to be removed when it stopped.</summary>
    public MachineListing List() => _register.List();

    /// <summary>The machine of that name.</summary>
    /// <exception cref="SmolException">There is none; the hint names those that there are.</exception>
    public MachineStatus Get(string name) => _register.Get(name);

    /// <summary>Copies what a machine said on its console.</summary>
    /// <param name="name">The machine.</param>
    /// <param name="output">Where to.</param>
    /// <param name="isFollowed">Whether to go on with what it says until it ends.</param>
    /// <param name="stop">Ends it.</param>
    /// <exception cref="SmolException">There is no such machine.</exception>
    public async Task LogsAsync(string name, Stream output, bool isFollowed, CancellationToken stop)
    {
        MachineStatus machine = Get(name);
        var reader = new LogReader(machine.Paths.ConsoleLog, _options.Time);
        if (isFollowed)
            await FollowAsync(machine, reader, output, () => _register.Folders.Find(name) is not { IsOver: false }, stop).ConfigureAwait(false);
        else
            await reader.CopyAsync(output, stop).ConfigureAwait(false);
    }

    /// <summary>Keeps a machine's log within its bounds while the machine is up, and writes down its end.</summary>
    /// <param name="name">The machine.</param>
    /// <param name="stop">Ends it.</param>
    /// <exception cref="SmolException">There is no such machine.</exception>
    public async Task KeepLogAsync(string name, CancellationToken stop)
    {
        await new LogKeeper(_options, _register).StayAsync(Get(name), stop).ConfigureAwait(false);
        if (!stop.IsCancellationRequested)
            List();
    }

    /// <summary>Stops a machine: asks the guest, then QEMU, then the host's kernel.</summary>
    /// <param name="name">The machine.</param>
    /// <param name="grace">How long the guest may take; zero does not ask it.</param>
    /// <param name="stop">Gives up waiting.</param>
    /// <returns>What it was that ended the machine.</returns>
    /// <exception cref="SmolException">There is no such machine, or it can't be stopped.</exception>
    public Task<StopMethod> StopAsync(string name, TimeSpan grace, CancellationToken stop) => _runner.EndAsync(name, grace, isRemoved: true, stop);

    /// <summary>Ends a machine at once.</summary>
    /// <param name="name">The machine.</param>
    /// <param name="isQuit">Whether QEMU is told to quit, which writes out what it has of the disk, in place of being killed.</param>
    /// <param name="stop">Gives up waiting.</param>
    /// <exception cref="SmolException">There is no such machine, it does not run, or it can't be ended.</exception>
    public Task KillAsync(string name, bool isQuit, CancellationToken stop) => _runner.KillAsync(name, isQuit, stop);

    /// <summary>Holds a machine's virtual CPUs, or lets them go on.</summary>
    /// <exception cref="SmolException">There is no such machine, it is not up, or its QEMU does not answer.</exception>
    public async Task PauseAsync(string name, bool isPaused, CancellationToken stop)
    {
        using FileLock held = _register.Lock(name);
        MachineStatus machine = _register.Folders.Find(name) is { IsUp: true } up ? up : throw new SmolException("is not running", name, "'smol start' starts it");
        IVmm vmm = Vmms.Of(machine, _options);
        if (isPaused)
            MachineFolders.Note(machine, run => run with { IsUp = true, Process = machine.Process, IsPaused = true });
        try
        {
            await (isPaused ? vmm.PauseAsync(stop) : vmm.ContinueAsync(stop)).ConfigureAwait(false);
        }
        catch (SmolException)
        {
            MachineFolders.Note(machine, run => run with { IsPaused = machine.State == MachineState.Paused });
            throw;
        }
        if (!isPaused)
            MachineFolders.Note(machine, run => run with { IsPaused = false });
        _register.Tell(machine, isPaused ? MachineAction.Pause : MachineAction.Unpause);
    }

    /// <summary>Has what a machine writes to its root from now on go to a new file; the one that it wrote to before never changes again.</summary>
    /// <param name="name">A machine that writes to its image: <see cref="RootStorage.Image"/>.</param>
    /// <param name="path">The new file, a qcow2 overlay.</param>
    /// <param name="quiet">How long the guest must not have written before that: one that says it has synchronised may have writes on their way.</param>
    /// <param name="stop">Gives up.</param>
    /// <exception cref="SmolException">There is no such machine, it is not up, or its QEMU refuses.</exception>
    public async Task AddOverlayAsync(string name, string path, TimeSpan quiet, CancellationToken stop)
    {
        MachineStatus machine = Get(name);
        using QmpClient qmp = await QmpClient.ConnectAsync(machine.Paths.QmpSocket, _options.Patience.Quit, _options.Time, stop).ConfigureAwait(false);
        for (string before = ""; quiet > TimeSpan.Zero && await WritesAsync(qmp, stop).ConfigureAwait(false) is var now && now != before; before = now)
            await Task.Delay(quiet, _options.Time, stop).ConfigureAwait(false);
        await qmp.AddOverlayAsync(QemuDisks.RootDrive, path, stop).ConfigureAwait(false);
    }

    /// <summary>Gives a machine that does not run another name.</summary>
    /// <exception cref="SmolException">There is no such machine, it runs, or the name is taken.</exception>
    public void Rename(string name, string newName)
    {
        MachineName.Check(newName);
        using FileLock held = _register.Lock(name);
        if (_register.Folders.FindProcess(name) is not null)
            throw new SmolException("can't get another name while it runs: its QEMU has its files by the old one", name, "stop it first with 'smol stop'");
        MachineStatus machine = _register.Folders.Find(name) ?? throw _register.NoSuch(name);
        _register.Folders.Rename(_register.NoteEnd(machine), newName);
        _register.Tell(machine with { Name = newName }, MachineAction.Rename, entry => entry with { OldName = name });
    }

    /// <summary>Waits until a machine's run is over.</summary>
    /// <returns>The machine then.</returns>
    /// <exception cref="SmolException">There is no such machine, or somebody removed it before its end could be read.</exception>
    public async Task<MachineStatus> WaitAsync(string name, CancellationToken stop)
    {
        MachineStatus machine = Get(name);
        if (machine.IsEndNoted)
            return machine;
        while (!machine.IsOver)
        {
            await Task.Delay(Look, _options.Time, stop).ConfigureAwait(false);
            machine = _register.Folders.Find(name) is { } now && now.Id == machine.Id ? now : throw new SmolException("was removed", name);
        }
        // Whoever stopped it has its lock until he has said so.
        using FileLock? held = _register.Folders.Lock(name, _options.Patience.Lock);
        return held is not null && _register.Folders.Find(name) is { } last && last.Id == machine.Id ? _register.NoteEnd(last) : machine;
    }

    /// <summary>Removes a machine with all that it wrote.</summary>
    /// <param name="name">The machine.</param>
    /// <param name="isForced">Whether a running machine is killed first.</param>
    /// <param name="stop">Gives up waiting.</param>
    /// <exception cref="SmolException">There is no such machine, or it runs.</exception>
    public Task RemoveAsync(string name, bool isForced, CancellationToken stop) => _runner.RemoveAsync(name, isForced, stop);

    private Task FollowAsync(MachineStatus machine, LogReader reader, Stream output, Func<bool> isOver, CancellationToken stop) =>
        reader.FollowAsync(output, machine.Spec.LogMax, () => _register.TryLock(machine.Name), isOver, stop);

    /// <summary>What QEMU counts of writes to drives, to be compared.</summary>
    private static async Task<string> WritesAsync(QmpClient qmp, CancellationToken stop)
    {
        JsonElement drives = await qmp.QueryAsync("query-blockstats", stop).ConfigureAwait(false);
        return string.Join(' ', drives.EnumerateArray().Select(drive => drive.GetProperty("stats").GetProperty("wr_operations").GetRawText()));
    }
}
