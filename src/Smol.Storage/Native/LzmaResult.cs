namespace Smol.Storage.Native;

/// <summary><c>lzma/base.h: lzma_ret</c>, as far as a decoder gives it.</summary>
internal enum LzmaResult
{
    Ok = 0,
    StreamEnd = 1,
    NoMemory = 5,
    OverMemoryLimit = 6,
    NotXz = 7,
    UnknownOptions = 8,
    Corrupt = 9,
    NoProgress = 10,
}
