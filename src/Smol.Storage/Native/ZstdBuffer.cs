using System.Runtime.InteropServices;

namespace Smol.Storage.Native;

/// <summary><c>zstd.h: ZSTD_inBuffer</c> and <c>ZSTD_outBuffer</c>, which have the same fields.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct ZstdBuffer
{
    public nint Start;
    public nuint Size;
    public nuint Position;
}
