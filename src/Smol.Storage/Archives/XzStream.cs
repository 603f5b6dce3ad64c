using Smol.Storage.Native;

namespace Smol.Storage.Archives;

/// <summary>Decodes .xz by the host's liblzma: streams that follow each other too, and blocks in several threads where it can (5.4).</summary>
internal sealed class XzStream : NativeDecoderStream
{
    /// <summary>What a single decoder may use: <c>xz -9</c> needs 65 MiB.</summary>
    private const ulong MostMemory = 512 << 20;

    /// <summary>What all threads together may use, before they become fewer: <c>xz -6</c> has blocks of 24 MiB.</summary>
    private const ulong MostMemoryForThreads = 100 << 20;

    // Pinned, because liblzma might keep its address.
    private readonly LzmaStream[] _stream = GC.AllocateArray<LzmaStream>(1, pinned: true);
    private bool _isEnded;

    /// <param name="compressed">The compressed bytes; closed with this stream.</param>
    /// <param name="place">What to name in an error.</param>
    /// <exception cref="SmolException">There is no liblzma.</exception>
    public XzStream(Stream compressed, string place)
        : base(compressed, place)
    {
        try
        {
            Check(LzmaLibrary.Version() >= LzmaLibrary.FirstWithThreads ? BeginInThreads() : LzmaLibrary.Decode(ref _stream[0], MostMemory, LzmaLibrary.Concatenated));
        }
        catch (DllNotFoundException missing)
        {
            throw Missing(NativeLibraries.Lzma, missing);
        }
    }

    /// <inheritdoc/>
    protected override bool Decode(nint input, ref nuint inputLength, bool isLastInput, nint output, ref nuint outputLength)
    {
        ref LzmaStream stream = ref _stream[0];
        stream.NextInput = input;
        stream.AvailableInput = inputLength;
        stream.NextOutput = output;
        stream.AvailableOutput = outputLength;
        LzmaResult result = LzmaLibrary.Code(ref stream, isLastInput ? LzmaLibrary.Finish : LzmaLibrary.Run);
        inputLength = stream.AvailableInput;
        outputLength = stream.AvailableOutput;
        return Check(result) == LzmaResult.StreamEnd;
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (!_isEnded)
            LzmaLibrary.End(ref _stream[0]);
        _isEnded = true;
        base.Dispose(disposing);
    }

    private LzmaResult BeginInThreads() => LzmaLibrary.DecodeInThreads(ref _stream[0], new()
    {
        Flags = LzmaLibrary.Concatenated,
        Threads = (uint)Environment.ProcessorCount,
        ThreadingMemoryLimit = MostMemoryForThreads,
        StoppingMemoryLimit = MostMemory,
    });

    private LzmaResult Check(LzmaResult result) => result switch
    {
        LzmaResult.Ok or LzmaResult.StreamEnd => result,
        LzmaResult.NoProgress => throw Failure("ends too early: the xz data is cut short"),
        LzmaResult.Corrupt => throw Failure("is damaged: the xz data is corrupt"),
        LzmaResult.NotXz => throw Failure("is damaged: it is not xz data"),
        LzmaResult.UnknownOptions => throw Failure("uses options of xz that this liblzma does not know"),
        LzmaResult.OverMemoryLimit => throw Failure($"can't be decompressed: it wants over {MostMemory >> 20} MiB of memory"),
        LzmaResult.NoMemory => throw Failure("can't be decompressed: there is not enough memory"),
        _ => throw new InvalidOperationException($"liblzma answers {result}"),
    };
}
