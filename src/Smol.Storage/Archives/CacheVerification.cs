using Smol.Storage.FileTrees;

namespace Smol.Storage.Archives;

/// <summary>Reads an entry of the cache, and finds what is wrong with it.</summary>
/// <param name="folders">The cache.</param>
/// <param name="name">The entry.</param>
internal sealed class CacheVerification(CacheFolders folders, UnpackedName name)
{
    private const int PieceSize = 1 << 20;

    /// <summary>What is wrong.</summary>
    public IEnumerable<CacheFinding> Run(CancellationToken cancellation)
    {
        string path = folders.UnpackedPath(name);
        using var file = new OpenFileSource(path);
        if (file.Length != name.Length)
        {
            yield return new(name.Digest, path, $"is {file.Length} bytes long, and was {name.Length}");
            yield break;
        }
        if (Checksum(file, cancellation) != name.Checksum)
        {
            yield return new(name.Digest, path, "is damaged: its bytes are not those that were written");
            yield break;
        }
        string indexPath = folders.IndexPath(name);
        if (File.Exists(indexPath) && !IsRight(indexPath, file))
            yield return new(name.Digest, indexPath, "is damaged, or of another version of smol");
    }

    private static uint Checksum(OpenFileSource file, CancellationToken cancellation)
    {
        var buffer = new byte[PieceSize];
        uint checksum = Crc32C.Empty;
        for (long offset = 0; offset < file.Length; offset += buffer.Length)
        {
            cancellation.ThrowIfCancellationRequested();
            Span<byte> piece = buffer.AsSpan(0, (int)Math.Min(buffer.Length, file.Length - offset));
            file.Read(offset, piece);
            checksum = Crc32C.Append(checksum, piece);
        }
        return checksum;
    }

    /// <summary>Whether an index says what the archive does.</summary>
    private static bool IsRight(string indexPath, OpenFileSource file) =>
        IndexFile.TryRead(indexPath, file, file.Length) is { } index
        && IndexWriter.Read(new TarReader(file, file.Length)) is { } fresh
        && index.HasBytes(fresh.Bytes);
}
