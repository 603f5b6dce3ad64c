namespace Smol.Storage.FileTrees;

/// <summary>Content that is in a file of the host, opened only while it is read: the files of a recipe, however many.</summary>
public sealed class HostFileSource(string path) : IContentSource
{
    /// <inheritdoc/>
    public string Name => path;

    /// <inheritdoc/>
    public void Read(long offset, Span<byte> buffer)
    {
        using var source = new OpenFileSource(path);
        source.Read(offset, buffer);
    }
}
