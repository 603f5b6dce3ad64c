using Smol.Storage.FileTrees;

namespace Smol.Storage.Archives;

/// <summary>An archive that can be read at any offset: itself when it is not compressed, or what it decompresses to.</summary>
public sealed class UnpackedArchive : IDisposable
{
    private readonly OpenFileSource _file;

    internal UnpackedArchive(string path, OpenFileSource file, string? digest)
    {
        Path = path;
        _file = file;
        Digest = digest;
        Source = new NamedSource(path, file);
    }

    /// <summary>The archive as the user knows it.</summary>
    public string Path { get; }

    /// <summary>SHA-256 of the archive as it was given, in hexadecimal; null for one that was not compressed and so was not read.</summary>
    public string? Digest { get; }

    /// <summary>The archive's bytes, not compressed. Errors name the archive as the user knows it.</summary>
    public IContentSource Source { get; }

    /// <summary>How many bytes the source has.</summary>
    public long Length => _file.Length;

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();

    private sealed class NamedSource(string name, IContentSource source) : IContentSource
    {
        public string Name => name;

        public void Read(long offset, Span<byte> buffer) => source.Read(offset, buffer);
    }
}
