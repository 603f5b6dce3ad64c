using System.Globalization;
using Smol.Fetching.Locks;
using Smol.Machines.Qemu;
using Smol.Storage.DiskImages;

namespace Smol.Building.Caching;

/// <summary>The disk of a boot, in files: a raw image, and an overlay for each state that is kept. Locked while the boot is under way; gone with it unless a record names it.</summary>
public sealed class LayerFolder : IDisposable
{
    private const string LockName = "lock";

    private readonly StepStore _store;
    private readonly FileLock _held;
    private readonly Dictionary<int, LayerFile> _described = [];

    internal LayerFolder(StepStore store, string path, FileLock held) => (_store, Path, _held) = (store, path, held);

    /// <summary>The folder.</summary>
    public string Path { get; }

    /// <summary>Its name, which no other one has.</summary>
    public string Name => System.IO.Path.GetFileName(Path);

    /// <summary>How many files there are, the raw image among them.</summary>
    public int Count { get; private set; } = 1;

    /// <summary>The raw image.</summary>
    public string Base => FileIn(Path, 0);

    /// <summary>The path of the next overlay.</summary>
    public string Next => FileIn(Path, Count);

    /// <summary>Counts the next overlay in.</summary>
    public void Add() => Count++;

    /// <summary>Opens the disk as it was when there were so many files.</summary>
    /// <exception cref="Smol.Storage.SmolException">One can't be read.</exception>
    public LayeredDisk Open(int count) => new([.. Enumerable.Range(0, count).Select(number => FileIn(Path, number))]);

    /// <summary>What is to be noted of the first files, which never change again.</summary>
    /// <exception cref="IOException">One can't be read.</exception>
    internal IReadOnlyList<LayerFile> Describe(int count)
    {
        for (int number = _described.Count; number < count; number++)
            _described.Add(number, new(SparseDigest.Of(FileIn(Path, number)), SparseLength.Of(FileIn(Path, number))));
        return [.. Enumerable.Range(0, count).Select(number => _described[number])];
    }

    /// <summary>Ends the lock; what no record names goes.</summary>
    public void Dispose()
    {
        _held.Dispose();
        _store.RemoveUnnamed(Path);
    }

    internal static string LockIn(string folder) => System.IO.Path.Combine(folder, LockName);

    /// <summary>The path of a file by its number: 0 for the raw image.</summary>
    internal static string FileIn(string folder, int number) =>
        System.IO.Path.Combine(folder, number.ToString(CultureInfo.InvariantCulture) + (number == 0 ? ".img" : ".qcow2"));
}
