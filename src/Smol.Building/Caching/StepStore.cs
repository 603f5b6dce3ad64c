using System.Security.Cryptography;
using System.Text.Json;
using Smol.Fetching.Locks;
using Smol.Machines.Qemu;
using Smol.Storage;
using Smol.Storage.DiskImages;

namespace Smol.Building.Caching;

/// <summary>
/// The step cache: <c>keys/KEY</c> is a record, which appears by a rename; <c>layers/BOOT/</c> has the files of a boot's disk; <c>locks/KEY</c> is
/// locked by who does what the key stands for. What is missing, cut short or changed is not there. See docs/build-cache.md.
/// </summary>
/// <param name="folder">The cache's folder; made when the first step comes.</param>
/// <param name="time">The clock.</param>
public sealed class StepStore(string folder, TimeProvider time)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly string _keys = Path.Combine(folder, "keys");
    private readonly string _layers = Path.Combine(folder, "layers");
    private readonly string _locks = Path.Combine(folder, "locks");

    /// <summary>How many bytes of the disk it takes at most after a build.</summary>
    public const long UsualLimit = 10L << 30;

    /// <summary>Waits until nobody else does what a key stands for, and keeps others from it.</summary>
    /// <param name="key">The key.</param>
    /// <param name="waits">Called when somebody does.</param>
    /// <param name="cancellation">Ends the waiting.</param>
    /// <exception cref="SmolException">The cache can't be written.</exception>
    public FileLock Lock(string key, Action waits, CancellationToken cancellation)
    {
        MakeFolder(_locks);
        string path = Path.Combine(_locks, key);
        if (FileLock.TryTake(path) is { } free)
            return free;
        waits();
        return FileLock.TakeAsync(path, time, cancellation).GetAwaiter().GetResult();
    }

    /// <summary>A new folder for the disk of a boot.</summary>
    /// <exception cref="SmolException">The cache can't be written.</exception>
    public LayerFolder NewLayers()
    {
        using FileLock held = Take();
        string path = Path.Combine(_layers, RandomNumberGenerator.GetHexString(16, lowercase: true));
        MakeFolder(path);
        return new(this, path, FileLock.Take(LayerFolder.LockIn(path), Patience, time));
    }

    /// <summary>Whether a file is the disk of a boot whose build was killed: nobody is at work on it any more.</summary>
    public bool IsLeftOver(string path)
    {
        string boot = Path.GetDirectoryName(path)!;
        if (Path.GetDirectoryName(boot) != _layers)
            return false;
        using FileLock? free = Directory.Exists(boot) ? FileLock.TryTake(LayerFolder.LockIn(boot)) : null;
        return free is not null || !Directory.Exists(boot);
    }

    /// <summary>Notes a step. One that had the key is forgotten.</summary>
    /// <param name="key">Its key.</param>
    /// <param name="text">Its instruction.</param>
    /// <param name="layers">The disk, whose first files never change again.</param>
    /// <param name="count">How many these are.</param>
    /// <param name="hasNewAccounts">Whether a NetBSD's hashed account files must still be made anew.</param>
    /// <exception cref="SmolException">The cache can't be written.</exception>
    public void Add(string key, string text, LayerFolder layers, int count, bool hasNewAccounts)
    {
        var record = new StepRecord(key, text, layers.Name, layers.Describe(count), time.GetUtcNow(), hasNewAccounts);
        using FileLock held = Take();
        MakeFolder(_keys);
        AtomicFile.Write(PathOf(key), stream => stream.Write(JsonSerializer.SerializeToUtf8Bytes(record, StepJson.Default.StepRecord)));
    }

    /// <summary>The disk after a step, and what is known of the step; null when it is not there, or not whole.</summary>
    public (LayeredDisk Disk, StepRecord Record)? Open(string key)
    {
        if (Read(PathOf(key)) is not { } record)
            return null;
        string[] paths = [.. record.Layers.Select((_, number) => LayerFolder.FileIn(FolderOf(record), number))];
        LayeredDisk? disk = null;
        try
        {
            disk = new(paths);
            if (paths.Zip(record.Layers).All(file => SparseDigest.Of(file.First) == file.Second.Digest))
            {
                Touch(record);
                return (disk, record);
            }
        }
        catch (Exception failure) when (failure is SmolException or IOException or UnauthorizedAccessException)
        {
            // It went meanwhile, or is damaged.
        }
        disk?.Dispose();
        return null;
    }

    /// <summary>The steps, those that were not used for longest first; of one boot the last first.</summary>
    public IReadOnlyList<StepEntry> List()
    {
        StepRecord[] records = [.. Records()];
        return [.. records.Select(record => new StepEntry(record, File.GetLastWriteTimeUtc(PathOf(record.Key)), OwnBytes(record, records)))
            .OrderBy(entry => entry.Used).ThenByDescending(entry => entry.Record.Layers.Count).ThenBy(entry => entry.Record.Key, StringComparer.Ordinal)];
    }

    /// <summary>Removes what killed builds left, and steps, those that were not used for longest first.</summary>
    /// <param name="isUnwanted">Which steps may go.</param>
    /// <param name="limit">Goes on only as long as more bytes than these are taken.</param>
    /// <exception cref="SmolException">The cache can't be written.</exception>
    public StepPruning Prune(Predicate<StepEntry> isUnwanted, long limit)
    {
        if (!Directory.Exists(folder))
            return new([], 0);
        using FileLock held = Take();
        long before = Taken();
        var removed = new List<StepEntry>();
        long sum = List().Sum(entry => entry.Bytes);
        foreach (StepEntry entry in List().Where(entry => isUnwanted(entry)))
        {
            if (sum <= limit)
                break;
            File.Delete(PathOf(entry.Record.Key));
            removed.Add(entry);
            sum -= entry.Bytes;
        }
        foreach (string boot in Folders())
            RemoveUnnamedIn(boot);
        RemoveFreeLocks();
        return new(removed, before - Taken());
    }

    /// <summary>Removes the files of a boot that no record names.</summary>
    internal void RemoveUnnamed(string boot)
    {
        using FileLock held = Take();
        RemoveUnnamedIn(boot);
    }

    private void RemoveUnnamedIn(string boot)
    {
        using FileLock? free = FileLock.TryTake(LayerFolder.LockIn(boot));
        if (free is null)
            return;
        int named = Records().Where(record => FolderOf(record) == boot).Select(record => record.Layers.Count).DefaultIfEmpty().Max();
        if (named == 0)
            Directory.Delete(boot, recursive: true);
        for (int number = named; named > 0 && LayerFolder.FileIn(boot, number) is var path && File.Exists(path); number++)
            File.Delete(path);
    }

    /// <summary>A lock that goes while somebody takes it costs a build that is done twice, and no more.</summary>
    private void RemoveFreeLocks()
    {
        foreach (string path in Directory.Exists(_locks) ? Directory.GetFiles(_locks) : [])
        {
            using FileLock? free = FileLock.TryTake(path);
            if (free is not null)
                File.Delete(path);
        }
    }

    /// <summary>Who takes a step takes those before it, too: they are not to go first.</summary>
    private void Touch(StepRecord used)
    {
        DateTime now = time.GetUtcNow().UtcDateTime;
        foreach (StepRecord record in Records().Where(record => record.Folder == used.Folder && record.Layers.Count <= used.Layers.Count))
            File.SetLastWriteTimeUtc(PathOf(record.Key), now);
    }

    private IEnumerable<StepRecord> Records() =>
        Directory.Exists(_keys) ? Directory.GetFiles(_keys).Where(path => CacheKey.IsKey(Path.GetFileName(path))).Select(Read).OfType<StepRecord>() : [];

    private static StepRecord? Read(string path)
    {
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllBytes(path), StepJson.Default.StepRecord) is { Layers.Count: > 0 } record && record.Key == Path.GetFileName(path)
                && record.Folder.Length > 0 && record.Folder.All(char.IsAsciiHexDigitLower) ? record : null;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or JsonException)
        {
            return null;
        }
    }

    private static long OwnBytes(StepRecord record, StepRecord[] all)
    {
        int below = all.Where(other => other.Folder == record.Folder && other.Layers.Count < record.Layers.Count).Select(other => other.Layers.Count).DefaultIfEmpty().Max();
        return record.Layers.Skip(below).Sum(layer => layer.Bytes);
    }

    /// <summary>What the boots take that nobody is at work on.</summary>
    private long Taken()
    {
        long sum = 0;
        foreach (string boot in Folders())
        {
            using FileLock? free = FileLock.TryTake(LayerFolder.LockIn(boot));
            if (free is not null)
                sum += Directory.GetFiles(boot).Where(path => path != LayerFolder.LockIn(boot)).Sum(SparseLength.Of);
        }
        return sum;
    }

    private IEnumerable<string> Folders() => Directory.Exists(_layers) ? Directory.GetDirectories(_layers) : [];

    private string PathOf(string key) => Path.Combine(_keys, key);

    private string FolderOf(StepRecord record) => Path.Combine(_layers, record.Folder);

    private FileLock Take()
    {
        MakeFolder(folder);
        return FileLock.Take(Path.Combine(folder, "lock"), Patience, time);
    }

    /// <summary>Steps may have printed, and written, what is nobody else's.</summary>
    private static void MakeFolder(string path)
    {
        try
        {
            Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new SmolException("can't be written: " + failure.Message, path, cause: failure);
        }
    }
}
