using System.Runtime.InteropServices;

namespace Smol.Storage.Native;

/// <summary><c>lzma/container.h: lzma_mt</c>.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct LzmaThreading
{
    public uint Flags;
    public uint Threads;
    public ulong BlockSize;
    public uint Timeout;
    public uint Preset;
    public nint Filters;
    public int Check;
    public int ReservedEnum1;
    public int ReservedEnum2;
    public int ReservedEnum3;
    public uint ReservedInteger1;
    public uint ReservedInteger2;
    public uint ReservedInteger3;
    public uint ReservedInteger4;
    public ulong ThreadingMemoryLimit;
    public ulong StoppingMemoryLimit;
    public ulong ReservedInteger7;
    public ulong ReservedInteger8;
    public nint ReservedPointer1;
    public nint ReservedPointer2;
    public nint ReservedPointer3;
    public nint ReservedPointer4;
}
