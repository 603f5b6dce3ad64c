using Smol.Storage.FileTrees;

namespace Smol.Storage.Archives;

/// <summary>
/// Passes a stream on, but the zeros at its end one by one: a decoder that stops there has seen all that is not zero and wants
/// nothing of the rest, and such padding (tapes leave it) may be dropped, as gzip(1) does.
/// </summary>
internal sealed class PaddedStream(Stream input) : ForwardStream
{
    private readonly byte[] _buffer = new byte[64 << 10];
    private int _start;
    private int _end;
    private long _zerosBefore;
    private long _zerosBehind;
    private bool _isInputOver;
    private bool _gaveZero;
    private bool _isOver;

    /// <summary>Whether the reader stopped among the zeros at the end.</summary>
    public bool IsInPadding => _gaveZero && !_isOver;

    /// <inheritdoc/>
    public override int Read(Span<byte> buffer)
    {
        while (_zerosBefore == 0 && _start == _end && !_isInputOver)
            Fill();
        if (buffer.IsEmpty)
            return 0;
        if (_zerosBefore > 0)
        {
            int zeros = _isInputOver ? 1 : (int)Math.Min(_zerosBefore, buffer.Length);
            buffer[..zeros].Clear();
            _zerosBefore -= zeros;
            _gaveZero |= _isInputOver;
            return zeros;
        }
        int count = Math.Min(buffer.Length, _end - _start);
        _buffer.AsSpan(_start, count).CopyTo(buffer);
        _start += count;
        _isOver = count == 0;
        return count;
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
            input.Dispose();
        base.Dispose(disposing);
    }

    /// <summary>Reads more. Zeros at the end of it wait for what follows them.</summary>
    private void Fill()
    {
        int count = input.Read(_buffer);
        _isInputOver = count == 0;
        _start = 0;
        _end = _buffer.AsSpan(0, count).LastIndexOfAnyExcept((byte)0) + 1;
        if (_end > 0 || _isInputOver)
        {
            _zerosBefore = _zerosBehind;
            _zerosBehind = 0;
        }
        _zerosBehind += count - _end;
    }
}
