using Smol.Fetching.Locks;
using Smol.Machines.Host;
using Smol.Storage;

namespace Smol.Machines.State;

/// <summary>
/// The folders of one user's machines. A machine appears and vanishes by the rename of its whole folder, so each name leads to
/// all of a machine or to nothing; what a killed process left of the others begins with a dot.
/// </summary>
/// <param name="folder">What holds them; made when the first machine comes.</param>
/// <param name="shortFolder">Where sockets go when the path of <paramref name="folder"/> leaves no room for their names.</param>
/// <param name="processes">The processes of this host.</param>
/// <param name="time">The clock.</param>
internal sealed class MachineFolders(string folder, string shortFolder, IProcessTable processes, TimeProvider time)
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    // Between making a folder and locking it there is a moment.
    private static readonly TimeSpan LeftoverAge = TimeSpan.FromMinutes(1);

    private readonly MachineObserver _observer = new(processes);

    /// <summary>The names of all machines, in order.</summary>
    public IReadOnlyList<string> Names() => !Directory.Exists(folder)
        ? []
        : [.. Directory.EnumerateDirectories(folder).Select(path => Path.GetFileName(path)!).Where(name => name[0] != '.').Order(StringComparer.Ordinal)];

    /// <summary>The machine of that name, or null.</summary>
    /// <exception cref="SmolException">Its records are damaged.</exception>
    public MachineStatus? Find(string name) => _observer.Observe(PathOf(name));

    /// <summary>What all machines are made of, those apart whose records are damaged.</summary>
    public IEnumerable<MachineSpec> Specs()
    {
        foreach (string name in Names())
        {
            MachineRecord? record = null;
            try
            {
                record = RecordFile.Read(new MachinePaths(PathOf(name), PathOf(name)).Record, RecordReader.Machine);
            }
            catch (SmolException)
            {
                // Nothing is known of it; 'smol ps' says so.
            }
            if (record is not null)
                yield return record.Spec with { Name = name };
        }
    }

    /// <summary>The QEMU of the machine of that name, even when its records are damaged, or null when none runs.</summary>
    public ProcessIdentity? FindProcess(string name)
    {
        string path = PathOf(name);
        int? pid = processes.FindRunWith(MachineObserver.PidFileOption, new MachinePaths(path, path).PidFile);
        return pid is null ? null : processes.Identify(pid.Value);
    }

    /// <summary>Changes what is written down of a machine's run; the caller has its lock.</summary>
    public static void Note(MachineStatus machine, Func<RunRecord, RunRecord> change)
    {
        RunRecord run = RecordFile.Read(machine.Paths.Run, RecordReader.Run)!;
        RecordFile.Write(machine.Paths.Run, RecordText.Of(change(run)));
    }

    /// <summary>Makes a machine and takes its lock.</summary>
    /// <exception cref="SmolException">The name is taken, or the folder can't be written.</exception>
    public (MachineStatus Machine, FileLock Lock) Create(MachineSpec spec)
    {
        string id = Guid.NewGuid().ToString("N")[..12];
        string fresh = Path.Combine(folder, ".new-" + id);
        FileLock? held = null;
        try
        {
            MakePrivate(folder);
            MakePrivate(fresh);
            held = FileLock.Take(new MachinePaths(fresh, fresh).Lock, TimeSpan.Zero, time);
            return (Publish(spec, id, fresh), held);
        }
        catch (Exception failure)
        {
            held?.Dispose();
            if (Directory.Exists(fresh))
                Directory.Delete(fresh, recursive: true);
            if (failure is IOException or UnauthorizedAccessException)
                throw new SmolException("can't be written: " + failure.Message, folder, cause: failure);
            throw;
        }
    }

    /// <summary>Takes a machine's lock.</summary>
    /// <returns>The lock, or null when there is no such machine (any more).</returns>
    /// <exception cref="SmolException">Another process keeps it.</exception>
    public FileLock? Lock(string name, TimeSpan patience)
    {
        string path = PathOf(name);
        while (IdIn(path) is { } id)
        {
            FileLock held;
            try
            {
                held = FileLock.Take(new MachinePaths(path, path).Lock, patience, time);
            }
            catch (SmolException) when (!Directory.Exists(path))
            {
                return null;
            }
            // While we waited, another machine may have got the name; then this is the lock of the one that had it.
            if (IdIn(path) == id)
                return held;
            held.Dispose();
        }
        return null;
    }

    /// <summary>Gives a machine that does not run, and whose lock the caller has, another name.</summary>
    /// <exception cref="SmolException">The name is taken, or too long for the machine's sockets.</exception>
    public void Rename(MachineStatus machine, string name)
    {
        string path = PathOf(name);
        if (machine.Paths.SocketFolder == machine.Paths.Folder && !SocketFolder.Fits(path))
            throw new SmolException("is too long here: the paths of the machine's sockets would not fit", name, "choose a shorter name");
        try
        {
            Directory.Move(machine.Paths.Folder, path);
        }
        catch (IOException) when (Directory.Exists(path))
        {
            throw NameTaken(name);
        }
    }

    /// <summary>Removes a machine whose lock the caller has, and which does not run.</summary>
    /// <param name="name">The machine.</param>
    public void Remove(string name)
    {
        string gone = Path.Combine(folder, ".gone-" + Guid.NewGuid().ToString("N")[..12]);
        Directory.Move(PathOf(name), gone);
        Sweep(gone);
    }

    /// <summary>Removes what processes that were killed have left: folders with a dot that nobody has locked.</summary>
    public void SweepLeftovers()
    {
        if (!Directory.Exists(folder))
            return;
        DateTimeOffset old = time.GetUtcNow() - LeftoverAge;
        foreach (string path in Directory.EnumerateDirectories(folder, ".*"))
            if (Directory.GetLastWriteTimeUtc(path) < old && TryLock(path) is { } held)
                using (held)
                    Sweep(path);
    }

    /// <summary>Removes a machine whose start was begun and never finished, unless somebody is at it.</summary>
    /// <returns>Whether it is gone.</returns>
    public bool RemoveHalfMade(MachineStatus machine)
    {
        if (!_observer.IsHalfMade(machine) || TryLock(machine.Paths.Folder) is not { } held)
            return false;
        using (held)
        {
            bool isHalfMade = _observer.IsHalfMade(machine);
            if (isHalfMade)
                Remove(machine.Name);
            return isHalfMade;
        }
    }

    private MachineStatus Publish(MachineSpec spec, string id, string fresh)
    {
        IEnumerable<string> names = spec.Name is { } given ? [given] : MachineName.Suggestions(spec.ImageReference);
        foreach (string name in names)
        {
            string path = PathOf(name);
            if (Directory.Exists(path))
                continue;
            var record = new MachineRecord(id, processes.Identify(Environment.ProcessId)!, time.GetUtcNow(), ImageStamp.Of(spec.ImagePath), spec with { Name = name }, SocketFolder.Choose(path, shortFolder, id));
            RecordFile.Write(new MachinePaths(fresh, fresh).Record, RecordText.Of(record));
            try
            {
                Directory.Move(fresh, path);
            }
            catch (IOException) when (Directory.Exists(path))
            {
                continue;
            }
            if (record.SocketFolder is not null)
                MakePrivate(record.SocketFolder);
            return _observer.Observe(path, record, run: null);
        }
        throw NameTaken(spec.Name!);
    }

    /// <summary>The id of the machine in a folder; an empty one when its record is damaged, null when there is none.</summary>
    private static string? IdIn(string path)
    {
        try
        {
            return RecordFile.Read(new MachinePaths(path, path).Record, RecordReader.Machine)?.Id ?? (Directory.Exists(path) ? "" : null);
        }
        catch (SmolException)
        {
            return "";
        }
    }

    private static SmolException NameTaken(string name) =>
        new("there is a machine of that name already", name, "choose another name, or remove it with 'smol rm'");

    private FileLock? TryLock(string path)
    {
        try
        {
            return FileLock.Take(new MachinePaths(path, path).Lock, TimeSpan.Zero, time);
        }
        catch (SmolException)
        {
            return null;
        }
    }

    /// <summary>Deletes a folder that no name leads to, after the folder of its sockets.</summary>
    private static void Sweep(string path)
    {
        MachineRecord? record = null;
        try
        {
            record = RecordFile.Read(new MachinePaths(path, path).Record, RecordReader.Machine);
        }
        catch (SmolException)
        {
            // A damaged machine is removed like any other; its sockets are then where its folder is, or are lost.
        }
        if (record?.SocketFolder is { } sockets && sockets.EndsWith(record.Id, StringComparison.Ordinal) && Directory.Exists(sockets))
            Directory.Delete(sockets, recursive: true);
        if (Directory.Exists(path))
            Directory.Delete(path, recursive: true);
    }

    private static void MakePrivate(string path) => Directory.CreateDirectory(path, OwnerOnly);

    private string PathOf(string name) => Path.Combine(folder, name);
}
