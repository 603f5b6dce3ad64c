using System.Security.Cryptography;
using Smol.Storage.FileTrees;

namespace Smol.Storage.Archives;

/// <summary>What another stream gives, read and digested ahead by a thread of its own. The other stream is left open.</summary>
internal sealed class DigestingStream : ForwardStream
{
    private const int BufferCount = 8;
    private const int BufferSize = 128 << 10;

    private readonly BufferRing _ring = new(BufferCount, BufferSize);
    private readonly CancellationTokenSource _stop;
    private readonly Task<byte[]> _reading;
    private ReadOnlyMemory<byte> _current;
    private int _position;
    private bool _isClosed;

    /// <param name="input">The other stream. A failure of it comes out of this one.</param>
    /// <param name="cancellation">Ends the reading.</param>
    public DigestingStream(Stream input, CancellationToken cancellation)
    {
        _stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        _reading = Task.Factory.StartNew(() => ReadAhead(input), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    /// <summary>How many bytes were given out.</summary>
    public long Count { get; private set; }

    /// <summary>Reads what is left, and tells the SHA-256 of the whole, in lower-case hexadecimal.</summary>
    public string Finish()
    {
        while (TryTakeNext())
            Count += _current.Length;
        return Convert.ToHexStringLower(_reading.GetAwaiter().GetResult());
    }

    /// <inheritdoc/>
    public override int Read(Span<byte> buffer)
    {
        if (_position == _current.Length && !TryTakeNext())
            return 0;
        int count = Math.Min(buffer.Length, _current.Length - _position);
        _current.Span.Slice(_position, count).CopyTo(buffer);
        _position += count;
        Count += count;
        return count;
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing && !_isClosed)
        {
            _isClosed = true;
            _stop.Cancel();
            Task.WaitAny(_reading); // it has the other stream in use; whether it failed was asked, or does not matter
            _ring.Dispose();
            _stop.Dispose();
        }
        base.Dispose(disposing);
    }

    private bool TryTakeNext()
    {
        if (_current.Length > 0)
            _ring.PutEmpty(_current);
        _position = 0;
        _current = default;
        if (_ring.TryTakeFull(out _current, _stop.Token))
            return true;
        _reading.GetAwaiter().GetResult();
        return false;
    }

    private byte[] ReadAhead(Stream input)
    {
        try
        {
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            while (true)
            {
                byte[] buffer = _ring.TakeEmpty(_stop.Token);
                int count = input.ReadAsync(buffer, _stop.Token).AsTask().GetAwaiter().GetResult();
                if (count == 0)
                    return hash.GetHashAndReset();
                hash.AppendData(buffer, 0, count);
                _ring.PutFull(buffer, count);
            }
        }
        finally
        {
            _ring.Finish();
        }
    }
}
