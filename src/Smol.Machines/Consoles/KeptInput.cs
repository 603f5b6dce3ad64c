namespace Smol.Machines.Consoles;

/// <summary>An input that several read in turn: what was typed while one reader gave up is there for the next. A terminal's read can't be taken back.</summary>
/// <param name="input">The input; it is not disposed of.</param>
internal sealed class KeptInput(Stream input) : Stream
{
    private readonly byte[] _buffer = new byte[1024];
    private Task<int>? _reading;
    private int _taken;

    /// <inheritdoc/>
    public override bool CanRead => true;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override bool CanWrite => false;

    /// <inheritdoc/>
    public override long Length => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <inheritdoc/>
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        _reading ??= Task.Run(() => input.ReadAsync(_buffer, CancellationToken.None).AsTask(), CancellationToken.None);
        int there = await _reading.WaitAsync(cancellationToken).ConfigureAwait(false);
        int count = Math.Min(buffer.Length, there - _taken);
        _buffer.AsMemory(_taken, count).CopyTo(buffer);
        _taken += count;
        // The end stays the end.
        if (_taken == there && there > 0)
            (_reading, _taken) = (null, 0);
        return count;
    }

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void Flush()
    {
    }

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();
}
