using System.Runtime.InteropServices;

namespace Smol.Storage.Native;

/// <summary><c>linux/stat.h: struct statx_timestamp</c>.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct StatxTime
{
    public long Seconds;
    public uint Nanoseconds;
    public int Reserved;
}
