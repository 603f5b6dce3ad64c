using System.Runtime.InteropServices;

namespace Smol.Storage.Native;

/// <summary>The calls of liblzma that decode (<c>lzma/container.h</c>, <c>lzma/base.h</c>).</summary>
internal static partial class LzmaLibrary
{
    /// <summary><c>LZMA_CONCATENATED</c>: streams may follow each other.</summary>
    public const uint Concatenated = 0x08;

    /// <summary><c>lzma_action</c>: more input will come.</summary>
    public const int Run = 0;

    /// <summary><c>lzma_action</c>: the input ends with what is there.</summary>
    public const int Finish = 3;

    /// <summary>The first version with <see cref="DecodeInThreads"/>: 5.4.0, as <c>LZMA_VERSION</c> counts.</summary>
    public const uint FirstWithThreads = 50_040_002;

    static LzmaLibrary() => NativeLibraries.Prepare();

    [LibraryImport(NativeLibraries.Lzma, EntryPoint = "lzma_version_number")]
    public static partial uint Version();

    [LibraryImport(NativeLibraries.Lzma, EntryPoint = "lzma_stream_decoder")]
    public static partial LzmaResult Decode(ref LzmaStream stream, ulong memoryLimit, uint flags);

    [LibraryImport(NativeLibraries.Lzma, EntryPoint = "lzma_stream_decoder_mt")]
    public static partial LzmaResult DecodeInThreads(ref LzmaStream stream, in LzmaThreading options);

    [LibraryImport(NativeLibraries.Lzma, EntryPoint = "lzma_code")]
    public static partial LzmaResult Code(ref LzmaStream stream, int action);

    [LibraryImport(NativeLibraries.Lzma, EntryPoint = "lzma_end")]
    public static partial void End(ref LzmaStream stream);
}
