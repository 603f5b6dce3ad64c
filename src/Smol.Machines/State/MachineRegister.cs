using Smol.Fetching.Locks;
using Smol.Machines.Consoles;
using Smol.Machines.Journal;
using Smol.Machines.Native;
using Smol.Machines.Networks;
using Smol.Storage;

namespace Smol.Machines.State;

/// <summary>Looks machines up by name, puts in order what it finds on the way, and writes down what happens to them.</summary>
internal sealed class MachineRegister(MachineHostOptions options)
{
    private const long LongestJournal = 1 << 20;

    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(5);

    /// <summary>Their folders.</summary>
    public MachineFolders Folders { get; } = new(options.Folder, options.ShortFolder, options.Processes, options.Time);

    /// <summary>The networks that they are on.</summary>
    public NetworkRegister Networks => field ??= new(options, Folders);

    /// <summary>Their journal.</summary>
    public MachineJournal Journal { get; } = new(options.JournalPath, LongestJournal, options.Time);

    /// <summary>All machines, after what killed processes left half-made is gone, and what was to be removed when it stopped.</summary>
    public MachineListing List()
    {
        Folders.SweepLeftovers();
        var machines = new List<MachineStatus>();
        var damaged = new List<SmolException>();
        foreach (string name in Folders.Names())
        {
            try
            {
                if (Find(name) is { } machine && !Folders.RemoveHalfMade(machine) && !RemoveIfDone(machine))
                    machines.Add(PutInOrder(machine));
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
        return Find(name) is { } machine && !Folders.RemoveHalfMade(machine) ? PutInOrder(machine) : throw NoSuch(name);
    }

    /// <summary>Takes a machine's lock, waiting for whoever has it.</summary>
    /// <exception cref="SmolException">There is no such machine, or another process keeps it.</exception>
    public FileLock Lock(string name)
    {
        MachineName.Check(name);
        return Folders.Lock(name, options.Patience.Lock) ?? throw NoSuch(name);
    }

    /// <summary>Takes a machine's lock, or gives null when that can't be had at once.</summary>
    public FileLock? TryLock(string name)
    {
        try
        {
            return Folders.Lock(name, TimeSpan.Zero);
        }
        catch (SmolException)
        {
            return null;
        }
    }

    /// <summary>Removes a machine whose lock the caller has, and which does not run.</summary>
    public void Remove(string name)
    {
        MachineStatus? machine = null;
        try
        {
            machine = Folders.Find(name);
        }
        catch (SmolException)
        {
            // A damaged one has nothing to tell the journal.
        }
        Folders.Remove(name);
        if (machine is not null)
            Tell(machine, MachineAction.Remove);
    }

    /// <summary>Writes down, once, how a run ended; the caller has the machine's lock.</summary>
    /// <returns>The machine as it is now.</returns>
    public MachineStatus NoteEnd(MachineStatus machine)
    {
        if (!machine.IsOver || machine.IsEndNoted)
            return machine;
        MachineFolders.Note(machine, run => run with { End = new(machine.Ended!.Value, machine.State == MachineState.Failed, machine.ExitCode) });
        Tell(machine, MachineAction.Die, entry => entry with { ExitCode = machine.ExitCode });
        return Folders.Find(machine.Name) ?? machine;
    }

    /// <summary>Adds to the journal; one that can't be written to stops nothing.</summary>
    public void Tell(MachineStatus machine, MachineAction action, Func<MachineEvent, MachineEvent>? detail = null)
    {
        try
        {
            Journal.Add(machine, action, detail);
        }
        catch (SmolException failure)
        {
            options.Notice($"the journal of events is not complete: {failure.Message}");
        }
    }

    /// <summary>The error for a name that no machine has.</summary>
    public SmolException NoSuch(string name)
    {
        IReadOnlyList<string> names = Folders.Names();
        return new("no such machine", name, names.Count == 0 ? "there are no machines; 'smol run' makes one" : "there are: " + string.Join(", ", names));
    }

    /// <summary>The machine of that name, after a VMM that will never get its guest is gone.</summary>
    private MachineStatus? Find(string name)
    {
        MachineStatus? machine = Folders.Find(name);
        if (machine is not { IsAbandoned: true } || TryLock(name) is not { } held)
            return machine;
        using (held)
        {
            while (Folders.Find(name) is { IsAbandoned: true, Process: { } process })
            {
                _ = LibC.Kill(process.Pid, LibC.SigKill);
                Task.Delay(Look, options.Time).GetAwaiter().GetResult();
            }
        }
        return Folders.Find(name);
    }

    /// <summary>Removes a machine that was to be removed when it stopped, unless whoever is at its console will do it.</summary>
    private bool RemoveIfDone(MachineStatus machine)
    {
        if (machine is not { Spec.RemoveWhenStopped: true, IsAttached: false, IsOver: true } || TryLock(machine.Name) is not { } held)
            return false;
        using (held)
        {
            bool isStill = Folders.Find(machine.Name) is { IsUp: false } now && now.Id == machine.Id;
            if (isStill)
            {
                NoteEnd(machine);
                Remove(machine.Name);
            }
            return isStill;
        }
    }

    /// <summary>Cuts a log that is too long, and writes down an end that nobody has seen yet, unless somebody is at the machine.</summary>
    private MachineStatus PutInOrder(MachineStatus machine)
    {
        bool isEndNews = machine is { IsOver: true, IsEndNoted: false, IsAttached: false };
        if ((!isEndNews && machine.LogSize <= machine.Spec.LogMax) || TryLock(machine.Name) is not { } held)
            return machine;
        using (held)
        {
            if (Folders.Find(machine.Name) is not { } now)
                return machine;
            long cut = ConsoleLog.Cut(now.Paths.ConsoleLog, now.Spec.LogMax);
            return NoteEnd(now) with { LogSize = now.LogSize - cut };
        }
    }
}
