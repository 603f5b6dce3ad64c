using System.Security.Cryptography;
using System.Text;

namespace Smol.Storage.Archives;

/// <summary>
/// A note in the cache of what an archive decompressed to, good as long as the archive does not change. It looks at the archive
/// before anybody opens it: one that is replaced meanwhile is never taken for the old one.
/// </summary>
internal sealed class ArchiveStamp
{
    private readonly string _identity;
    private readonly string _stampPath;

    /// <param name="folder">Where such notes are.</param>
    /// <param name="archivePath">The archive.</param>
    /// <param name="part">Which part of it; empty for all.</param>
    /// <exception cref="SmolException">The archive is not there.</exception>
    public ArchiveStamp(string folder, string archivePath, string part)
    {
        ArchivePath = Path.GetFullPath(archivePath);
        Part = part;
        _identity = FileIdentity.Of(archivePath);
        byte[] key = SHA256.HashData(Encoding.UTF8.GetBytes($"{ArchivePath}\0{part}"));
        _stampPath = Path.Combine(folder, Convert.ToHexStringLower(key));
    }

    /// <summary>The archive.</summary>
    public string ArchivePath { get; }

    /// <summary>Which part of it; empty for all.</summary>
    public string Part { get; }

    /// <summary>The notes that are still good, each with the name of what its archive decompressed to, in the order of the archives.</summary>
    public static IReadOnlyList<(ArchiveStamp Stamp, UnpackedName Name)> ReadAll(string folder)
    {
        var all = new List<(ArchiveStamp Stamp, UnpackedName Name)>();
        foreach (string path in Directory.Exists(folder) ? Directory.GetFiles(folder) : [])
        {
            if (TryReadGood(path) is { } good && good.Stamp._stampPath == path)
                all.Add(good);
        }
        all.Sort(static (left, right) => string.CompareOrdinal(left.Stamp.ArchivePath + "\0" + left.Stamp.Part, right.Stamp.ArchivePath + "\0" + right.Stamp.Part));
        return all;
    }

    /// <summary>Removes the notes about archives that are gone, and those that killed processes left unfinished.</summary>
    public static void Prune(string folder)
    {
        if (!Directory.Exists(folder))
            return;
        ArrivingFile.RemoveLeftovers(folder);
        foreach (string path in Directory.GetFiles(folder))
        {
            if (!Path.GetFileName(path).Contains('-') && TryReadGood(path) is null)
                File.Delete(path);
        }
    }

    /// <summary>The name of what the archive decompressed to; null if that is not known, or if it changed since.</summary>
    public UnpackedName? FindUnpacked() => ReadLines(_stampPath) is [var identity, var name, ..] && identity == _identity ? UnpackedName.Parse(name) : null;

    /// <summary>Notes the name, unless the archive changed since it was looked at: what was read may then be neither the old nor the new one.</summary>
    /// <exception cref="SmolException">The cache can't be written.</exception>
    public void Write(UnpackedName name)
    {
        if (FileIdentity.Of(ArchivePath) != _identity)
            return;
        using var file = ArrivingFile.Create(Path.GetDirectoryName(_stampPath)!);
        // The path is last, since it may have newlines in it.
        file.Append(Encoding.UTF8.GetBytes($"{_identity}\n{name}\n{Part}\n{ArchivePath}"));
        file.Finish();
        file.Commit(_stampPath);
    }

    private static (ArchiveStamp Stamp, UnpackedName Name)? TryReadGood(string stampPath)
    {
        if (ReadLines(stampPath) is not [var identity, var name, var part, var archivePath] || UnpackedName.Parse(name) is not { } unpacked || !File.Exists(archivePath))
            return null;
        var stamp = new ArchiveStamp(Path.GetDirectoryName(stampPath)!, archivePath, part);
        return stamp._identity == identity ? (stamp, unpacked) : null;
    }

    private static string[] ReadLines(string path)
    {
        try
        {
            return File.ReadAllText(path).Split('\n', 4);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}
