using Microsoft.Win32.SafeHandles;
using Smol.Storage.FileTrees;

namespace Smol.Fetching.Transfers;

/// <summary>The bytes of a file while another thread still appends to it. Who reads waits for them.</summary>
/// <param name="file">The file, open as long as this is read.</param>
internal sealed class ArrivingStream(SafeFileHandle file) : ForwardStream
{
    private readonly object _gate = new();
    private long _position;
    private long _length;
    private bool _isWhole;
    private bool _isBroken;

    /// <summary>So many bytes are there now.</summary>
    public void Grow(long length) => Change(() => _length = length);

    /// <summary>No more will come: it is whole, and was checked.</summary>
    public void End() => Change(() => _isWhole = true);

    /// <summary>No more will come: it was all for nothing.</summary>
    public void Break() => Change(() => _isBroken = true);

    /// <inheritdoc/>
    /// <exception cref="IOException">The download broke off, or begins anew.</exception>
    public override int Read(Span<byte> buffer)
    {
        if (buffer.IsEmpty)
            return 0;
        long ready;
        lock (_gate)
        {
            while ((ready = _length - _position) == 0 && !_isWhole && !_isBroken)
                Monitor.Wait(_gate);
            if (_isBroken)
                throw new IOException("the download broke off");
        }
        int count = RandomAccess.Read(file, buffer[..(int)Math.Min(buffer.Length, ready)], _position);
        _position += count;
        return count;
    }

    private void Change(Action change)
    {
        lock (_gate)
        {
            change();
            Monitor.PulseAll(_gate);
        }
    }
}
