using Smol.Storage.FileTrees;

namespace Smol.Storage.Archives;

/// <summary>
/// A view of an archive for a reader that goes from header to header: where those are close together, many are read at once;
/// where much content lies between them, little more than the header is.
/// </summary>
/// <param name="source">The archive.</param>
/// <param name="lengthUpTo">How many bytes it has, as far as that matters to who asks whether it has so many: of one that is still arriving, the length is not known.</param>
internal sealed class ArchiveWindow(IContentSource source, Func<long, long> lengthUpTo)
{
    private const int LargeRead = 256 << 10;
    private const int SmallRead = 4 << 10;

    /// <summary>Up to this distance from one header to the next, reading what lies between costs less than another call.</summary>
    private const int CloseTogether = 16 << 10;

    private byte[] _buffer = new byte[SmallRead];
    private long _start;
    private int _filled;
    private long _lastOffset;

    public IContentSource Source => source;

    /// <summary>How many bytes there are from an offset on: all, or at least as many as are wanted. Negative behind the end.</summary>
    public long Left(long offset, long wanted) => lengthUpTo(wanted > long.MaxValue - offset ? long.MaxValue : offset + wanted) - offset;

    /// <summary>Bytes of the archive, good until the next call. The caller knows that the archive has them.</summary>
    public ReadOnlySpan<byte> Get(long offset, int count)
    {
        if (offset < _start || offset + count > _start + _filled)
            Fill(offset, count);
        _lastOffset = offset;
        return _buffer.AsSpan((int)(offset - _start), count);
    }

    private void Fill(long offset, int count)
    {
        int wanted = Math.Max(count, offset - _lastOffset is >= 0 and < CloseTogether ? LargeRead : SmallRead);
        wanted = (int)Math.Min(wanted, Left(offset, count));
        if (_buffer.Length < wanted)
            _buffer = GC.AllocateUninitializedArray<byte>(wanted);
        _filled = 0;
        source.Read(offset, _buffer.AsSpan(0, wanted));
        _start = offset;
        _filled = wanted;
    }
}
