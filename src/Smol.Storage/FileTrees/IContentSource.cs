namespace Smol.Storage.FileTrees;

/// <summary>Bytes that can be read at any offset, any number of times, from several threads.</summary>
public interface IContentSource
{
    /// <summary>What to call it in an error: a file's path, usually.</summary>
    string Name { get; }

    /// <summary>Fills all of <paramref name="buffer"/> with the bytes at <paramref name="offset"/>.</summary>
    /// <exception cref="SmolException">The source is shorter than it was, or can't be read.</exception>
    void Read(long offset, Span<byte> buffer);
}
