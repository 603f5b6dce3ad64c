using System.Runtime.InteropServices;
using Smol.Storage.FileTrees;
using Smol.Storage.Native;

namespace Smol.Storage.Archives;

/// <summary>
/// What an xz file decompresses to, streams that follow each other included, through the system's liblzma; with as many
/// threads as there are processors where liblzma is 5.4 or later and the file has several blocks.
/// </summary>
public sealed class XzStream : ForwardStream
{
    private const int BufferSize = 1 << 18;

    // xz -9 needs 65 MiB; a file that wants more than this is no set.
    private const ulong MemoryLimit = 1UL << 30;

    private readonly Stream _input;
    private readonly string _place;
    private readonly byte[] _inputBuffer = GC.AllocateUninitializedArray<byte>(BufferSize, pinned: true);
    private readonly byte[] _outputBuffer = GC.AllocateUninitializedArray<byte>(BufferSize, pinned: true);
    private LzmaStream _lzma;
    private int _outputStart;
    private int _outputEnd;
    private int _action = Lzma.Run;
    private bool _ended;

    /// <param name="input">The compressed bytes; closed with this stream.</param>
    /// <param name="place">What to name in an error.</param>
    /// <exception cref="SmolException">There is no liblzma.</exception>
    public XzStream(Stream input, string place)
    {
        _input = input;
        _place = place;
        try
        {
            Check(Start());
        }
        catch (DllNotFoundException failure)
        {
            throw new SmolException("is compressed by xz, and liblzma is not there", place, "install liblzma5 (Debian), xz-libs (Fedora) or xz (Homebrew)", failure);
        }
    }

    /// <inheritdoc/>
    /// <exception cref="SmolException">The file is damaged, or ends too early.</exception>
    public override int Read(Span<byte> buffer)
    {
        while (_outputStart == _outputEnd && !_ended && !buffer.IsEmpty)
            Decode();
        int count = Math.Min(buffer.Length, _outputEnd - _outputStart);
        _outputBuffer.AsSpan(_outputStart, count).CopyTo(buffer);
        _outputStart += count;
        return count;
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (_lzma.Internal != 0)
            Lzma.End(ref _lzma);
        if (disposing)
            _input.Dispose();
        base.Dispose(disposing);
    }

    private int Start()
    {
        try
        {
            var options = new LzmaThreading
            {
                Flags = Lzma.Concatenated,
                Threads = (uint)Environment.ProcessorCount,
                MemoryLimitThreading = MemoryLimit / 2,
                MemoryLimitStop = MemoryLimit,
            };
            return Lzma.StartThreadedDecoder(ref _lzma, options);
        }
        catch (EntryPointNotFoundException)
        {
            return Lzma.StartDecoder(ref _lzma, MemoryLimit, Lzma.Concatenated);
        }
    }

    private void Decode()
    {
        if (_lzma.AvailableIn == 0 && _action == Lzma.Run)
        {
            int count = _input.Read(_inputBuffer, 0, BufferSize);
            _lzma.NextIn = Marshal.UnsafeAddrOfPinnedArrayElement(_inputBuffer, 0);
            _lzma.AvailableIn = (nuint)count;
            if (count == 0)
                _action = Lzma.Finish;
        }
        _lzma.NextOut = Marshal.UnsafeAddrOfPinnedArrayElement(_outputBuffer, 0);
        _lzma.AvailableOut = BufferSize;
        int result = Lzma.Code(ref _lzma, _action);
        _outputStart = 0;
        _outputEnd = BufferSize - (int)_lzma.AvailableOut;
        if (result == Lzma.StreamEnd)
            _ended = true;
        else
            Check(result);
    }

    private void Check(int result)
    {
        if (result == Lzma.Ok)
            return;
        throw new SmolException(
            result switch
            {
                Lzma.MemoryError => "can't be decompressed: there is not enough memory",
                Lzma.MemoryLimitError => "can't be decompressed: it wants over 1 GiB of memory",
                Lzma.FormatError => "is not an xz file",
                Lzma.OptionsError => "uses options of xz that this liblzma does not know",
                Lzma.BufferError => "ends too early: the xz file is truncated",
                _ => "is damaged: the xz data is corrupt",
            },
            _place,
            "get it again");
    }
}
