using System.Runtime.InteropServices;

namespace Smol.Storage.Native;

/// <summary>Calls of Linux that the framework does not have.</summary>
internal static partial class LinuxLibrary
{
    /// <summary><c>AT_FDCWD</c>: relative to the current folder.</summary>
    public const int CurrentFolder = -100;

    /// <summary><c>STATX_BASIC_STATS</c>: what stat(2) gives.</summary>
    public const uint BasicStatistics = 0x7FF;

    [LibraryImport("libc", EntryPoint = "statx", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int Statx(int folder, string path, int flags, uint mask, out Statx result);
}
