using System.Runtime.CompilerServices;
using System.Text.Json;
using Smol.Fetching.Locks;
using Smol.Storage;

namespace Smol.Machines.Journal;

/// <summary>
/// What happened to the machines of one user, one JSON object a line, written by whoever did it or saw it first. There is no daemon:
/// the end of a guest that ends by itself is written by the next command that looks at it.
/// </summary>
/// <param name="path">The journal's file.</param>
/// <param name="maximum">How long it may be in bytes; a longer one loses its older half.</param>
/// <param name="time">The clock.</param>
public sealed class MachineJournal(string path, long maximum, TimeProvider time)
{
    private const int LongestLine = 4096;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(100);

    /// <summary>What is in it, oldest first. A line that a killed process left torn is passed over.</summary>
    /// <exception cref="SmolException">It can't be read.</exception>
    public IReadOnlyList<MachineEvent> Read() => [.. Lines().Select(Parse).OfType<MachineEvent>()];

    /// <summary>The number of its last event; 0 when there is none.</summary>
    /// <exception cref="SmolException">It can't be read.</exception>
    public long LastNumber() => Read() is [.., var last] ? last.Number : 0;

    /// <summary>What comes from now on, and what was there already.</summary>
    /// <param name="after">The number of the last event that the caller knows; 0 for none.</param>
    /// <param name="look">Called before each look, so that what has happened unseen is written.</param>
    /// <param name="stop">Ends it.</param>
    public async IAsyncEnumerable<MachineEvent> FollowAsync(long after, Action look, [EnumeratorCancellation] CancellationToken stop)
    {
        (long Length, DateTime Written) seen = default;
        while (true)
        {
            look();
            var file = new FileInfo(path);
            (long Length, DateTime Written) now = file.Exists ? (file.Length, file.LastWriteTimeUtc) : default;
            if (now != seen)
                foreach (MachineEvent next in Read().Where(next => next.Number > after))
                {
                    after = next.Number;
                    yield return next;
                }
            seen = now;
            await Task.Delay(Look, time, stop).ConfigureAwait(false);
        }
    }

    /// <summary>Adds an event.</summary>
    /// <param name="machine">The machine as it is after it.</param>
    /// <param name="action">What happened.</param>
    /// <param name="detail">Adds what belongs to this action.</param>
    /// <exception cref="SmolException">It can't be written.</exception>
    internal void Add(MachineStatus machine, MachineAction action, Func<MachineEvent, MachineEvent>? detail = null)
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            using FileLock held = FileLock.Take(path + ".lock", Patience, time);
            using FileStream file = new(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
            (long last, bool isTorn) = End(file);
            var added = new MachineEvent(last + 1, time.GetUtcNow(), action, machine.Name, machine.Id, machine.Spec.ImageReference);
            byte[] line = JsonSerializer.SerializeToUtf8Bytes(detail is null ? added : detail(added), JournalJson.Default.MachineEvent);
            file.Seek(0, SeekOrigin.End);
            file.Write([.. isTorn ? "\n"u8 : [], .. line, (byte)'\n']);
            if (file.Length > maximum)
                Shorten();
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new SmolException("can't be written: " + failure.Message, path, cause: failure);
        }
    }

    private void Shorten()
    {
        string[] lines = Lines();
        File.WriteAllLines(path + ".partial", lines[(lines.Length / 2)..]);
        File.Move(path + ".partial", path, overwrite: true);
    }

    /// <summary>The number of the last whole event, and whether something without an end follows it.</summary>
    private static (long Number, bool IsTorn) End(FileStream file)
    {
        file.Seek(Math.Max(0, file.Length - (2 * LongestLine)), SeekOrigin.Begin);
        var tail = new byte[2 * LongestLine];
        int count = file.ReadAtLeast(tail, tail.Length, throwOnEndOfStream: false);
        string[] lines = System.Text.Encoding.UTF8.GetString(tail, 0, count).Split('\n');
        long number = lines.Reverse().Select(Parse).OfType<MachineEvent>().FirstOrDefault()?.Number ?? 0;
        return (number, lines[^1].Length > 0);
    }

    private string[] Lines()
    {
        try
        {
            return File.ReadAllLines(path);
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException)
        {
            return [];
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new SmolException("can't be read: " + failure.Message, path, cause: failure);
        }
    }

    private static MachineEvent? Parse(string line)
    {
        try
        {
            return JsonSerializer.Deserialize(line, JournalJson.Default.MachineEvent);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
