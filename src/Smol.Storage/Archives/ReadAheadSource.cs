using Smol.Storage.FileTrees;

namespace Smol.Storage.Archives;

/// <summary>
/// The bytes of an archive for who reads its files one after the other: small ones that lie close together are read many at once. Safe in
/// several threads, of which one at a time reads ahead.
/// </summary>
/// <param name="name">The archive as the user knows it.</param>
/// <param name="source">Its bytes.</param>
/// <param name="length">How many.</param>
internal sealed class ReadAheadSource(string name, IContentSource source, long length) : IContentSource
{
    private const int WindowLength = 256 << 10;
    private const int Large = 64 << 10;

    /// <summary>Up to this distance from the end of one file to the next, reading what lies between costs less than another call.</summary>
    private const int CloseTogether = 16 << 10;

    private byte[]? _window = []; // null while a thread has it, and what follows
    private long _start;
    private int _filled;
    private long _next;

    /// <inheritdoc/>
    public string Name => name;

    /// <inheritdoc/>
    public void Read(long offset, Span<byte> buffer)
    {
        byte[]? window = Interlocked.Exchange(ref _window, null);
        if (window is null)
        {
            source.Read(offset, buffer);
            return;
        }
        try
        {
            if (buffer.Length < Large && !Holds(offset, buffer.Length) && offset - _next is >= 0 and < CloseTogether)
                Fill(ref window, offset);
            if (Holds(offset, buffer.Length))
                window.AsSpan((int)(offset - _start), buffer.Length).CopyTo(buffer);
            else
                source.Read(offset, buffer);
            _next = offset + buffer.Length;
        }
        finally
        {
            Volatile.Write(ref _window, window);
        }
    }

    private bool Holds(long offset, int count) => offset >= _start && offset + count <= _start + _filled;

    private void Fill(ref byte[] window, long offset)
    {
        if (window.Length == 0)
            window = GC.AllocateUninitializedArray<byte>(WindowLength);
        _filled = 0;
        int count = (int)Math.Min(WindowLength, length - offset);
        source.Read(offset, window.AsSpan(0, count));
        (_start, _filled) = (offset, count);
    }
}
