using Microsoft.Win32.SafeHandles;

namespace Smol.Storage.FileTrees;

/// <summary>Content that is in a file of the host, kept open while the tree is used: a decompressed set, or a file of the recipe.</summary>
public sealed class OpenFileSource : IContentSource, IDisposable
{
    private readonly SafeFileHandle _handle;

    /// <summary>Opens the file.</summary>
    /// <exception cref="SmolException">It can't be opened.</exception>
    public OpenFileSource(string path)
    {
        Name = path;
        try
        {
            _handle = File.OpenHandle(path, options: FileOptions.RandomAccess);
            Length = RandomAccess.GetLength(_handle);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new SmolException("can't be read: " + failure.Message, path, cause: failure);
        }
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <summary>The file's length when it was opened, in bytes.</summary>
    public long Length { get; }

    /// <inheritdoc/>
    public void Read(long offset, Span<byte> buffer)
    {
        while (!buffer.IsEmpty)
        {
            int count = RandomAccess.Read(_handle, buffer, offset);
            if (count == 0)
                throw new SmolException($"ends at byte {offset}, before the content that it should hold", Name, "it changed while it was read; try again");
            buffer = buffer[count..];
            offset += count;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _handle.Dispose();
}
