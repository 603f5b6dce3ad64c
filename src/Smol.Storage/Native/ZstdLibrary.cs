using System.Runtime.InteropServices;

namespace Smol.Storage.Native;

/// <summary>The calls of libzstd that decode (<c>zstd.h</c>).</summary>
internal static partial class ZstdLibrary
{
    static ZstdLibrary() => NativeLibraries.Prepare();

    [LibraryImport(NativeLibraries.Zstd, EntryPoint = "ZSTD_createDStream")]
    public static partial nint CreateDecoder();

    [LibraryImport(NativeLibraries.Zstd, EntryPoint = "ZSTD_freeDStream")]
    public static partial nuint FreeDecoder(nint decoder);

    [LibraryImport(NativeLibraries.Zstd, EntryPoint = "ZSTD_decompressStream")]
    public static partial nuint Decode(nint decoder, ref ZstdBuffer output, ref ZstdBuffer input);

    [LibraryImport(NativeLibraries.Zstd, EntryPoint = "ZSTD_isError")]
    public static partial uint IsError(nuint result);

    [LibraryImport(NativeLibraries.Zstd, EntryPoint = "ZSTD_getErrorName")]
    public static partial nint ErrorName(nuint result);
}
