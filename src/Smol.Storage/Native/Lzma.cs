using System.Reflection;
using System.Runtime.InteropServices;

namespace Smol.Storage.Native;

/// <summary>The system's liblzma (<c>lzma/base.h</c>, <c>lzma/container.h</c>).</summary>
internal static partial class Lzma
{
    public const int Ok = 0;
    public const int StreamEnd = 1;
    public const int MemoryError = 5;
    public const int MemoryLimitError = 6;
    public const int FormatError = 7;
    public const int OptionsError = 8;
    public const int BufferError = 10;

    /// <summary><c>LZMA_CONCATENATED</c>: several streams in one file, as xz(1) takes them.</summary>
    public const uint Concatenated = 0x08;

    public const int Run = 0;
    public const int Finish = 3;

    private const string Library = "lzma";

    // Without its development files a system has the library only under the name of its ABI.
    private static readonly string[] FileNames = ["liblzma.so.5", "liblzma.5.dylib", "/opt/homebrew/lib/liblzma.5.dylib", "/usr/local/lib/liblzma.5.dylib"];

    static Lzma() => NativeLibrary.SetDllImportResolver(typeof(Lzma).Assembly, Resolve);

    /// <exception cref="DllNotFoundException">There is no liblzma.</exception>
    [LibraryImport(Library, EntryPoint = "lzma_stream_decoder")]
    public static partial int StartDecoder(ref LzmaStream stream, ulong memoryLimit, uint flags);

    /// <exception cref="DllNotFoundException">There is no liblzma.</exception>
    /// <exception cref="EntryPointNotFoundException">It is older than 5.4.</exception>
    [LibraryImport(Library, EntryPoint = "lzma_stream_decoder_mt")]
    public static partial int StartThreadedDecoder(ref LzmaStream stream, in LzmaThreading options);

    [LibraryImport(Library, EntryPoint = "lzma_code")]
    public static partial int Code(ref LzmaStream stream, int action);

    [LibraryImport(Library, EntryPoint = "lzma_end")]
    public static partial void End(ref LzmaStream stream);

    private static nint Resolve(string name, Assembly assembly, DllImportSearchPath? searchPath)
    {
        if (name != Library)
            return 0;
        foreach (string fileName in FileNames)
        {
            if (NativeLibrary.TryLoad(fileName, out nint handle))
                return handle;
        }
        return 0;
    }
}
