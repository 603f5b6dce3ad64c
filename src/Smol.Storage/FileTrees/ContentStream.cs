namespace Smol.Storage.FileTrees;

/// <summary>A file's content from front to back.</summary>
public sealed class ContentStream(FileContent content) : ForwardStream
{
    private long _position;

    /// <inheritdoc/>
    public override int Read(Span<byte> buffer)
    {
        int count = (int)Math.Min(buffer.Length, content.Length - _position);
        content.Read(_position, buffer[..count]);
        _position += count;
        return count;
    }
}
