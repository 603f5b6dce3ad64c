using Smol.Fetching.Locks;
using Smol.Machines.Consoles;
using Smol.Machines.Journal;
using Smol.Machines.Networks;
using Smol.Machines.State;
using Smol.Storage;

namespace Smol.Machines;

/// <summary>Brings machines from one state to the next, each under its lock.</summary>
internal sealed class MachineRunner(MachineHostOptions options, MachineRegister register, MachineStopper stopper)
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(20);

    private readonly MachineStarter _starter = new(options, register.Folders);

    /// <summary>Creates a machine and starts it.</summary>
    /// <exception cref="SmolException">It can't be started, or the name is taken; nothing is left of it.</exception>
    public async Task<MachineStatus> CreateAsync(MachineSpec spec, bool isPaused, CancellationToken stop)
    {
        (MachineStatus machine, FileLock held) = Create(MachineCheck.Complete(spec));
        using (held)
        {
            try
            {
                await _starter.StartAsync(machine, isPaused, stop).ConfigureAwait(false);
            }
            catch
            {
                register.Folders.Remove(machine.Name);
                throw;
            }
            machine = register.Folders.Find(machine.Name)!;
            register.Tell(machine, MachineAction.Create);
            register.Tell(machine, MachineAction.Start);
        }
        if (!isPaused)
            LeaveKeeper(machine);
        await TellNeighboursAsync(machine, stop).ConfigureAwait(false);
        return machine;
    }

    /// <summary>Starts a machine that has stopped.</summary>
    /// <param name="name">The machine.</param>
    /// <param name="isPaused">Whether its guest waits for <see cref="StayAsync"/>.</param>
    /// <param name="stop">Gives up.</param>
    /// <returns>The machine now; null when it was running: then it is left as it is.</returns>
    public async Task<MachineStatus?> StartAsync(string name, bool isPaused, CancellationToken stop)
    {
        MachineStatus? machine = await StartLockedAsync(name, isPaused, stop).ConfigureAwait(false);
        if (machine is null)
            return null;
        if (!isPaused)
            LeaveKeeper(machine);
        await TellNeighboursAsync(machine, stop).ConfigureAwait(false);
        return machine;
    }

    private async Task<MachineStatus?> StartLockedAsync(string name, bool isPaused, CancellationToken stop)
    {
        using FileLock held = register.Lock(name);
        // A QEMU that has just ended may still be seen for a moment, and one whose starter died may be on its way.
        while (register.Folders.FindProcess(name) is not null)
        {
            if (register.Folders.Find(name) is { IsUp: true })
                return null;
            await Task.Delay(Look, options.Time, stop).ConfigureAwait(false);
        }
        MachineStatus machine = register.NoteEnd(register.Folders.Find(name) ?? throw register.NoSuch(name));
        RunRecord? before = RecordFile.Read(machine.Paths.Run, RecordReader.Run);
        try
        {
            await _starter.StartAsync(machine with { Spec = MachineCheck.Complete(machine.Spec) }, isPaused, stop).ConfigureAwait(false);
        }
        catch when (before is not null)
        {
            RecordFile.Write(machine.Paths.Run, RecordText.Of(before));
            throw;
        }
        register.Tell(machine, MachineAction.Start);
        return register.Folders.Find(name);
    }

    /// <summary>Creates a machine, and gives it its addresses: nobody else gives any meanwhile.</summary>
    private (MachineStatus Machine, FileLock Lock) Create(MachineSpec spec)
    {
        if (spec.Networks.Count == 0)
            return register.Folders.Create(spec);
        using FileLock held = register.Networks.Lock();
        return register.Folders.Create(register.Networks.Place(spec));
    }

    /// <summary>A machine runs all the same when its neighbours do not hear of it.</summary>
    private async Task TellNeighboursAsync(MachineStatus machine, CancellationToken stop)
    {
        if (machine.Spec.Networks.Count == 0)
            return;
        try
        {
            await new Neighbours(options, register.Folders).TellAsync(machine, stop).ConfigureAwait(false);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            options.Notice($"not all machines on its networks know of {machine.Name}: {failure.Message}");
        }
    }

    /// <summary>Stays at the console of a machine that was started paused, until it ends or its user detaches.</summary>
    /// <param name="machine">The machine.</param>
    /// <param name="user">Who is at its console.</param>
    /// <param name="grace">How long the guest may take to stop.</param>
    /// <param name="stop">Stops it.</param>
    /// <param name="kill">Kills it, when it takes too long to stop.</param>
    public async Task<RunOutcome> StayAsync(MachineStatus machine, ConsoleUser user, TimeSpan grace, CancellationToken stop, CancellationToken kill)
    {
        StopMethod? stoppedBy = null;
        using (IConsole console = await BeginAsync(machine).ConfigureAwait(false))
        {
            using var over = new CancellationTokenSource();
            using var stopping = CancellationTokenSource.CreateLinkedTokenSource(stop);
            using var killing = CancellationTokenSource.CreateLinkedTokenSource(kill);
            var detached = new TaskCompletionSource();
            Task session = console.CopyAsync(user.Output);
            Task keeping = new LogKeeper(options, register).StayAsync(machine, over.Token);
            Task typing = new ConsoleTyping(user, console.WriteAsync).RunAsync(Obey, over.Token);
            await Task.WhenAny(session, detached.Task, WhenCancelled(stopping.Token)).ConfigureAwait(false);
            if (detached.Task.IsCompleted)
            {
                await over.CancelAsync().ConfigureAwait(false);
                return Detach(machine);
            }
            if (!session.IsCompleted)
                stoppedBy = await EndOrKillAsync(machine.Name, grace, killing.Token).ConfigureAwait(false);
            await session.ConfigureAwait(false);
            await over.CancelAsync().ConfigureAwait(false);
            await keeping.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (typing.IsFaulted)
                await typing.ConfigureAwait(false);

            void Obey(ConsoleCommand command)
            {
                if (command == ConsoleCommand.Detach)
                    detached.TrySetResult();
                else
                    (stopping.IsCancellationRequested ? killing : stopping).Cancel();
            }
        }
        return await ConcludeAsync(machine, stoppedBy).ConfigureAwait(false);
    }

    /// <summary>Stops a machine by the mildest means that works.</summary>
    public async Task<StopMethod> EndAsync(string name, TimeSpan grace, bool isRemoved, CancellationToken stop)
    {
        using FileLock held = register.Lock(name);
        MachineStatus machine = register.Folders.Find(name) ?? throw register.NoSuch(name);
        StopMethod method = StopMethod.WasNotRunning;
        if (machine.IsUp)
        {
            method = await stopper.StopAsync(machine, grace, stop).ConfigureAwait(false);
            NoteStop(machine, method);
        }
        if (isRemoved && machine.Spec.RemoveWhenStopped)
            register.Remove(name);
        else
            ConsoleLog.Cut(machine.Paths.ConsoleLog, machine.Spec.LogMax);
        return method;
    }

    /// <summary>Ends a machine at once.</summary>
    public async Task KillAsync(string name, bool isQuit, CancellationToken stop)
    {
        using FileLock held = register.Lock(name);
        MachineStatus machine = register.Folders.Find(name) is { IsUp: true } up ? up : throw new SmolException("is not running", name);
        StopMethod method = StopMethod.Quit;
        if (!isQuit)
            method = await stopper.KillAsync(name, machine.Process!, stop).ConfigureAwait(false);
        else if (!await stopper.QuitAsync(machine, stop).ConfigureAwait(false))
            throw new SmolException("the VMM does not quit", name, "'smol kill' without '-s QUIT' kills it");
        NoteStop(machine, method);
        if (machine.Spec.RemoveWhenStopped)
            register.Remove(name);
    }

    /// <summary>Removes a machine with all that it wrote.</summary>
    public async Task RemoveAsync(string name, bool isForced, CancellationToken stop)
    {
        using FileLock held = register.Lock(name);
        // One that is about to be a daemon is two processes for a moment.
        while (register.Folders.FindProcess(name) is { } process)
        {
            if (!isForced)
                throw new SmolException("is running", name, "stop it first with 'smol stop', or use '--force'");
            await stopper.KillAsync(name, process, stop).ConfigureAwait(false);
        }
        register.Remove(name);
    }

    private async Task<StopMethod> EndOrKillAsync(string name, TimeSpan grace, CancellationToken kill)
    {
        try
        {
            return await EndAsync(name, grace, isRemoved: false, kill).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            return await EndAsync(name, TimeSpan.Zero, isRemoved: false, CancellationToken.None).ConfigureAwait(false);
        }
    }

    /// <summary>From now on the machine runs by itself.</summary>
    private void LeaveKeeper(MachineStatus machine)
    {
        if (machine.Spec.HasLogKeeper && options.LogKeeper.Count > 0)
            LogKeeperProcess.Start(options.LogKeeper, machine.Name, options.Notice);
    }

    /// <summary>Nobody stays at the console any more.</summary>
    private RunOutcome Detach(MachineStatus machine)
    {
        using (register.Lock(machine.Name))
            MachineFolders.Note(machine, run => run with { IsAttached = false });
        LeaveKeeper(machine);
        return new(machine.Name, null, null) { IsDetached = true };
    }

    private static async Task WhenCancelled(CancellationToken token)
    {
        var cancelled = new TaskCompletionSource();
        using (token.UnsafeRegister(state => ((TaskCompletionSource)state!).TrySetResult(), cancelled))
            await cancelled.Task.ConfigureAwait(false);
    }

    /// <summary>Connects to the console of a paused machine and lets it run: nothing that it says is missed.</summary>
    private async Task<IConsole> BeginAsync(MachineStatus machine)
    {
        try
        {
            return await Vmms.BeginAsync(machine, options).ConfigureAwait(false);
        }
        catch (SmolException)
        {
            await RemoveAsync(machine.Name, isForced: true, CancellationToken.None).ConfigureAwait(false);
            throw;
        }
    }

    private async Task<RunOutcome> ConcludeAsync(MachineStatus machine, StopMethod? stoppedBy)
    {
        if (machine.Process is { } process && !await stopper.HasEndedAsync(process, options.Patience.Quit, CancellationToken.None).ConfigureAwait(false))
            await stopper.KillAsync(machine.Name, process, CancellationToken.None).ConfigureAwait(false);
        // Another command may have stopped it, and removed it then.
        using FileLock? held = register.Folders.Lock(machine.Name, options.Patience.Lock);
        if (held is null || register.Folders.Find(machine.Name) is not { } now || now.Id != machine.Id)
            return new(machine.Name, null, stoppedBy, HasFailed: false) { WasStopped = true };
        register.NoteEnd(now);
        if (now.Spec.RemoveWhenStopped)
            register.Remove(now.Name);
        else
            ConsoleLog.Cut(now.Paths.ConsoleLog, now.Spec.LogMax);
        bool wasStopped = stoppedBy is not null || now.StoppedBy is not null;
        return new(machine.Name, now.ExitCode, stoppedBy, now.State == MachineState.Failed)
        {
            WasStopped = wasStopped,
            IsMute = !wasStopped && now is { LogSize: 0, ExitCode: null, Spec.BootsByBios: false },
        };
    }

    private void NoteStop(MachineStatus machine, StopMethod method)
    {
        MachineFolders.Note(machine, run => run with { IsUp = true, Process = machine.Process, StoppedBy = method });
        register.Tell(machine, MachineAction.Stop, entry => entry with { StoppedBy = method });
        if (register.Folders.Find(machine.Name) is { } now)
            register.NoteEnd(now);
    }
}
