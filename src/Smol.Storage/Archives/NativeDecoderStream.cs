using System.Runtime.InteropServices;
using Smol.Storage.FileTrees;
using Smol.Storage.Native;

namespace Smol.Storage.Archives;

/// <summary>
/// A stream of what a native library decodes from another stream. Both buffers are pinned for as long as they live, so the library
/// may be given their addresses.
/// </summary>
/// <param name="compressed">The compressed bytes; closed with this stream.</param>
/// <param name="place">What to name in an error.</param>
internal abstract class NativeDecoderStream(Stream compressed, string place) : ForwardStream
{
    private const int InputSize = 64 << 10;
    private const int OutputSize = 256 << 10;

    private readonly byte[] _input = GC.AllocateUninitializedArray<byte>(InputSize, pinned: true);
    private readonly byte[] _output = GC.AllocateUninitializedArray<byte>(OutputSize, pinned: true);
    private int _inputStart;
    private int _inputEnd;
    private bool _isInputOver;
    private int _outputStart;
    private int _outputEnd;
    private bool _isOver;

    /// <inheritdoc/>
    /// <exception cref="SmolException">The compressed data is damaged or cut short.</exception>
    public override int Read(Span<byte> buffer)
    {
        while (_outputStart == _outputEnd && !_isOver && !buffer.IsEmpty)
            DecodeMore();
        int count = Math.Min(buffer.Length, _outputEnd - _outputStart);
        _output.AsSpan(_outputStart, count).CopyTo(buffer);
        _outputStart += count;
        return count;
    }

    /// <summary>Decodes once.</summary>
    /// <param name="input">Where the compressed bytes are.</param>
    /// <param name="inputLength">How many there are; afterwards, how many were not used.</param>
    /// <param name="isLastInput">Whether no more will come.</param>
    /// <param name="output">Where decoded bytes go.</param>
    /// <param name="outputLength">How many have room; afterwards, how many still have.</param>
    /// <returns>True when all is decoded.</returns>
    protected abstract bool Decode(nint input, ref nuint inputLength, bool isLastInput, nint output, ref nuint outputLength);

    /// <summary>An error about the compressed data.</summary>
    protected SmolException Failure(string problem) => new(problem, place, "get it again");

    /// <summary>An error for a library that is not there.</summary>
    protected SmolException Missing(string library, DllNotFoundException cause) =>
        new($"is compressed, and lib{library} is not there to decompress it", place, NativeLibraries.HowToInstall(library), cause);

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
            compressed.Dispose();
        base.Dispose(disposing);
    }

    private void DecodeMore()
    {
        if (_inputStart == _inputEnd && !_isInputOver)
        {
            _inputStart = 0;
            _inputEnd = compressed.ReadAtLeast(_input, _input.Length, throwOnEndOfStream: false);
            _isInputOver = _inputEnd < _input.Length;
        }
        nuint inputLeft = (nuint)(_inputEnd - _inputStart);
        nuint outputLeft = (nuint)_output.Length;
        _isOver = Decode(Marshal.UnsafeAddrOfPinnedArrayElement(_input, _inputStart), ref inputLeft, _isInputOver, Marshal.UnsafeAddrOfPinnedArrayElement(_output, 0), ref outputLeft);
        _inputStart = _inputEnd - (int)inputLeft;
        _outputStart = 0;
        _outputEnd = _output.Length - (int)outputLeft;
    }
}
