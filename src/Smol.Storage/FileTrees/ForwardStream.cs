namespace Smol.Storage.FileTrees;

/// <summary>A stream that is read from front to back, and nothing else.</summary>
public abstract class ForwardStream : Stream
{
    /// <inheritdoc/>
    public sealed override bool CanRead => true;

    /// <inheritdoc/>
    public sealed override bool CanSeek => false;

    /// <inheritdoc/>
    public sealed override bool CanWrite => false;

    /// <inheritdoc/>
    public sealed override long Length => throw OnlyForward();

    /// <inheritdoc/>
    public sealed override long Position
    {
        get => throw OnlyForward();
        set => throw OnlyForward();
    }

    /// <inheritdoc/>
    public abstract override int Read(Span<byte> buffer);

    /// <inheritdoc/>
    public sealed override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    /// <inheritdoc/>
    public sealed override void Flush()
    {
        // Nothing is written.
    }

    /// <inheritdoc/>
    public sealed override long Seek(long offset, SeekOrigin origin) => throw OnlyForward();

    /// <inheritdoc/>
    public sealed override void SetLength(long value) => throw OnlyForward();

    /// <inheritdoc/>
    public sealed override void Write(byte[] buffer, int offset, int count) => throw OnlyForward();

    private static NotSupportedException OnlyForward() => new("this stream is read from front to back");
}
