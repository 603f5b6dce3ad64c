using Smol.Storage.FileTrees;

namespace Smol.Storage.Archives;

/// <summary>An archive that can be read at any offset: itself when it is not compressed, or what it decompresses to.</summary>
public sealed class UnpackedArchive : IDisposable
{
    private readonly OpenFileSource _file;
    private readonly string? _indexPath;

    /// <summary>An archive that was not compressed.</summary>
    internal UnpackedArchive(string path, OpenFileSource file)
    {
        Path = path;
        _file = file;
        Source = new ReadAheadSource(path, file, file.Length);
    }

    /// <summary>An archive in the cache.</summary>
    internal UnpackedArchive(string path, OpenFileSource file, string digest, string indexPath)
        : this(path, file)
    {
        Digest = digest;
        _indexPath = indexPath;
    }

    /// <summary>The archive as the user knows it.</summary>
    public string Path { get; }

    /// <summary>SHA-256 of the archive as it was given, in hexadecimal; null for one that was not compressed and so was not read.</summary>
    public string? Digest { get; }

    /// <summary>The archive's bytes, not compressed. Errors name the archive as the user knows it.</summary>
    public IContentSource Source { get; }

    /// <summary>How many bytes the source has.</summary>
    public long Length => _file.Length;

    /// <summary>
    /// Its members, if it is a tar archive: from its index in the cache, which is made again if it is missing, damaged or of another version.
    /// </summary>
    public IMemberReader ReadMembers()
    {
        if (_indexPath is null)
            return new TarReader(Source, Length);
        return IndexFile.TryRead(_indexPath, Source, Length) ?? MakeIndex(_indexPath) ?? (IMemberReader)new TarReader(Source, Length);
    }

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();

    /// <summary>Null where the archive is damaged: reading it will say how.</summary>
    private IndexReader? MakeIndex(string path)
    {
        if (IndexWriter.Read(new TarReader(Source, Length)) is not { } index)
            return null;
        try
        {
            IndexFile.Write(path, index, Length);
        }
        catch (SmolException)
        {
            // It would have made the next use faster, no more.
        }
        return new(index.Bytes.ToArray(), index.Count, Source, Length);
    }
}
