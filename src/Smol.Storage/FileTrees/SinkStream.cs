namespace Smol.Storage.FileTrees;

/// <summary>A stream that is written from front to back, and nothing else.</summary>
public abstract class SinkStream : Stream
{
    /// <inheritdoc/>
    public sealed override bool CanRead => false;

    /// <inheritdoc/>
    public sealed override bool CanSeek => false;

    /// <inheritdoc/>
    public sealed override bool CanWrite => true;

    /// <inheritdoc/>
    public sealed override long Length => throw OnlyForward();

    /// <inheritdoc/>
    public sealed override long Position
    {
        get => throw OnlyForward();
        set => throw OnlyForward();
    }

    /// <inheritdoc/>
    public abstract override void Write(ReadOnlySpan<byte> buffer);

    /// <inheritdoc/>
    public sealed override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    /// <inheritdoc/>
    public sealed override int Read(byte[] buffer, int offset, int count) => throw OnlyForward();

    /// <inheritdoc/>
    public sealed override long Seek(long offset, SeekOrigin origin) => throw OnlyForward();

    /// <inheritdoc/>
    public sealed override void SetLength(long value) => throw OnlyForward();

    private static NotSupportedException OnlyForward() => new("this stream is written from front to back");
}
