using System.Runtime.InteropServices;
using Smol.Storage.Native;

namespace Smol.Storage.Archives;

/// <summary>Decodes .zst by the host's libzstd, frames that follow each other too.</summary>
internal sealed class ZstdStream : NativeDecoderStream
{
    private nint _decoder;
    private bool _isFrameWhole;

    /// <param name="compressed">The compressed bytes; closed with this stream.</param>
    /// <param name="place">What to name in an error.</param>
    /// <exception cref="SmolException">There is no libzstd.</exception>
    public ZstdStream(Stream compressed, string place)
        : base(compressed, place)
    {
        try
        {
            _decoder = ZstdLibrary.CreateDecoder();
        }
        catch (DllNotFoundException missing)
        {
            throw Missing(NativeLibraries.Zstd, missing);
        }
    }

    /// <inheritdoc/>
    protected override bool Decode(nint input, ref nuint inputLength, bool isLastInput, nint output, ref nuint outputLength)
    {
        if (inputLength == 0 && isLastInput && _isFrameWhole)
            return true;
        var from = new ZstdBuffer { Start = input, Size = inputLength };
        var to = new ZstdBuffer { Start = output, Size = outputLength };
        nuint result = ZstdLibrary.Decode(_decoder, ref to, ref from);
        if (ZstdLibrary.IsError(result) != 0)
            throw Failure("is damaged: the zstd data is corrupt: " + Marshal.PtrToStringUTF8(ZstdLibrary.ErrorName(result)));
        inputLength -= from.Position;
        outputLength -= to.Position;
        // 0: the frame is whole. Else there is more to come, from the input or from what the decoder still holds.
        _isFrameWhole = result == 0;
        if (isLastInput && inputLength == 0 && !_isFrameWhole && to.Position < to.Size)
            throw Failure("ends too early: the zstd data is cut short");
        return false;
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (_decoder != 0)
            ZstdLibrary.FreeDecoder(_decoder);
        _decoder = 0;
        base.Dispose(disposing);
    }
}
