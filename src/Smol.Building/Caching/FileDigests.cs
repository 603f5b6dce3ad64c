using System.Security.Cryptography;
using System.Text;
using Smol.Storage;
using Smol.Storage.Archives;
using Smol.Storage.FileTrees;

namespace Smol.Building.Caching;

/// <summary>
/// Digests of files of the host, remembered from build to build for as long as a file is the one that it was. One that has changed just now
/// is not remembered: the next change might not show.
/// </summary>
public sealed class FileDigests
{
    private readonly string _path;
    private readonly TimeProvider _time;
    private readonly Dictionary<string, (string Identity, string Digest)> _known = [];
    private readonly Dictionary<string, (string Identity, string Digest)> _seen = [];
    private bool _isChanged;

    /// <summary>Reads what was remembered; what is damaged is forgotten.</summary>
    /// <param name="path">The file that remembers.</param>
    /// <param name="time">The clock.</param>
    public FileDigests(string path, TimeProvider time)
    {
        (_path, _time) = (path, time);
        try
        {
            byte[] bytes = File.ReadAllBytes(path);
            if (bytes.Length >= SHA256.HashSizeInBytes && SHA256.HashData(bytes.AsSpan(SHA256.HashSizeInBytes)).AsSpan().SequenceEqual(bytes.AsSpan(0, SHA256.HashSizeInBytes)))
                Take(Encoding.UTF8.GetString(bytes.AsSpan(SHA256.HashSizeInBytes)).Split('\0'));
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // There is none yet.
        }
    }

    /// <summary>SHA-256 of a file's bytes, in lower-case hexadecimal.</summary>
    /// <exception cref="SmolException">It can't be read.</exception>
    public string Of(string path)
    {
        path = Path.GetFullPath(path);
        string identity = FileIdentity.Of(path);
        if (_known.TryGetValue(path, out (string Identity, string Digest) known) && known.Identity == identity)
        {
            _seen[path] = known;
            return known.Digest;
        }
        bool isSettled = FileIdentity.IsSettled(path, _time.GetUtcNow());
        string digest = Read(path);
        if (isSettled && FileIdentity.Of(path) == identity)
        {
            _seen[path] = (identity, digest);
            _isChanged = true;
        }
        return digest;
    }

    /// <summary>Remembers the files that were asked for, and forgets all others.</summary>
    /// <exception cref="SmolException">The file can't be written.</exception>
    public void Save()
    {
        if (!_isChanged)
            return;
        byte[] text = Encoding.UTF8.GetBytes(string.Concat(_seen.Select(file => $"{file.Key}\0{file.Value.Identity}\0{file.Value.Digest}\0")));
        Directory.CreateDirectory(Path.GetDirectoryName(_path)!);
        AtomicFile.Write(_path, stream =>
        {
            stream.Write(SHA256.HashData(text));
            stream.Write(text);
        });
    }

    private void Take(string[] words)
    {
        for (int at = 0; at + 2 < words.Length; at += 3)
            _known[words[at]] = (words[at + 1], words[at + 2]);
    }

    private static string Read(string path)
    {
        try
        {
            return FileDigest.Sha256(path);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new SmolException("can't be read: " + failure.Message, path, cause: failure);
        }
    }
}
