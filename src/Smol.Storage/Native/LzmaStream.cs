using System.Runtime.InteropServices;

namespace Smol.Storage.Native;

/// <summary><c>lzma/base.h: lzma_stream</c>. All zeros is <c>LZMA_STREAM_INIT</c>.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct LzmaStream
{
    public nint NextInput;
    public nuint AvailableInput;
    public ulong TotalInput;
    public nint NextOutput;
    public nuint AvailableOutput;
    public ulong TotalOutput;
    public nint Allocator;
    public nint Internal;
    public nint ReservedPointer1;
    public nint ReservedPointer2;
    public nint ReservedPointer3;
    public nint ReservedPointer4;
    public ulong SeekPosition;
    public ulong ReservedInteger2;
    public nuint ReservedInteger3;
    public nuint ReservedInteger4;
    public int ReservedEnum1;
    public int ReservedEnum2;
}
