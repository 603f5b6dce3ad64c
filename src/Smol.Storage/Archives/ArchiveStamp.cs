using System.Security.Cryptography;
using System.Text;

namespace Smol.Storage.Archives;

/// <summary>
/// A note in the cache of what an archive decompressed to, good as long as the archive does not change. It looks at the archive
/// before anybody opens it: one that is replaced meanwhile is never taken for the old one.
/// </summary>
internal sealed class ArchiveStamp
{
    private readonly string _archivePath;
    private readonly string _identity;
    private readonly string _stampPath;

    /// <param name="folder">Where such notes are.</param>
    /// <param name="archivePath">The archive.</param>
    /// <param name="part">Which part of it; empty for all.</param>
    /// <exception cref="SmolException">The archive is not there.</exception>
    public ArchiveStamp(string folder, string archivePath, string part)
    {
        _archivePath = archivePath;
        _identity = FileIdentity.Of(archivePath);
        byte[] key = SHA256.HashData(Encoding.UTF8.GetBytes($"{Path.GetFullPath(archivePath)}\0{part}"));
        _stampPath = Path.Combine(folder, Convert.ToHexStringLower(key));
    }

    /// <summary>The name of what the archive decompressed to; null if that is not known, or if it changed since.</summary>
    public string? FindUnpacked()
    {
        try
        {
            return File.ReadAllLines(_stampPath) is [var identity, var name] && identity == _identity ? Path.GetFileName(name) : null;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Notes the name, unless the archive changed since it was looked at: what was read may then be neither the old nor the new one.</summary>
    public void Write(string unpackedName)
    {
        if (FileIdentity.Of(_archivePath) != _identity)
            return;
        string arriving = $"{_stampPath}.{Guid.NewGuid():N}.partial";
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(_stampPath)!);
            File.WriteAllText(arriving, $"{_identity}\n{unpackedName}\n");
            File.Move(arriving, _stampPath, overwrite: true);
        }
        finally
        {
            File.Delete(arriving);
        }
    }
}
