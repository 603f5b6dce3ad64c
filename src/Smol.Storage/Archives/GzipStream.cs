using System.IO.Compression;
using Smol.Storage.FileTrees;

namespace Smol.Storage.Archives;

/// <summary>
/// What a gzip file decompresses to, members that follow each other included (RFC 1952). The framework's stream takes a file
/// that is cut off for a whole one; so a member of our own is put behind the file, and must come out at the end, unless there
/// are zeros before it.
/// </summary>
internal sealed class GzipStream : ForwardStream
{
    private const int BufferSize = 1 << 17;

    private static readonly byte[] EndMark = "smol: end of gzip"u8.ToArray();

    private readonly PaddedStream _input;
    private readonly GZipStream _plain;
    private readonly string _place;
    private readonly byte[] _buffer = new byte[BufferSize];
    private int _start;
    private int _end;
    private bool _ended;

    /// <param name="input">The compressed bytes; closed with this stream.</param>
    /// <param name="place">What to name in an error.</param>
    public GzipStream(Stream input, string place)
    {
        _input = new(input);
        _plain = new(new FollowedStream(_input, MarkMember()), CompressionMode.Decompress);
        _place = place;
    }

    /// <inheritdoc/>
    /// <exception cref="SmolException">The file is damaged, or ends too early.</exception>
    public override int Read(Span<byte> buffer)
    {
        while (Available == 0 && !_ended && !buffer.IsEmpty)
            Fill();
        int count = Math.Min(buffer.Length, Available);
        _buffer.AsSpan(_start, count).CopyTo(buffer);
        _start += count;
        return count;
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _plain.Dispose();
        base.Dispose(disposing);
    }

    /// <summary>How many bytes can be handed out: the last ones may be the mark, and are held back.</summary>
    private int Available => Math.Max(0, _end - _start - (_ended && _input.IsInPadding ? 0 : EndMark.Length));

    private void Fill()
    {
        _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
        _end -= _start;
        _start = 0;
        int count;
        try
        {
            count = _plain.Read(_buffer, _end, BufferSize - _end);
        }
        catch (InvalidDataException failure)
        {
            throw new SmolException("is damaged: the gzip data is corrupt", _place, "get it again", failure);
        }
        _end += count;
        _ended = count == 0;
        if (_ended && !_input.IsInPadding && !_buffer.AsSpan(0, _end).SequenceEqual(EndMark))
            throw new SmolException("ends too early, or has something behind its end that is not gzip", _place, "get it again");
    }

    private static MemoryStream MarkMember()
    {
        var member = new MemoryStream();
        using (var gzip = new GZipStream(member, CompressionLevel.Fastest, leaveOpen: true))
            gzip.Write(EndMark);
        member.Position = 0;
        return member;
    }
}
