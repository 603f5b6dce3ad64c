using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Smol.Storage.Native;

/// <summary>Calls that Linux and macOS both have, and the framework has not.</summary>
internal static partial class SystemLibrary
{
    // Linux and macOS number them the other way round.

    /// <summary><c>SEEK_DATA</c> of lseek(2).</summary>
    public static readonly int SeekData = OperatingSystem.IsMacOS() ? 4 : 3;

    /// <summary><c>SEEK_HOLE</c> of lseek(2).</summary>
    public static readonly int SeekHole = OperatingSystem.IsMacOS() ? 3 : 4;

    /// <summary>Moves a file's position; -1 when it can't, with the reason in errno.</summary>
    [LibraryImport("libc", EntryPoint = "lseek", SetLastError = true)]
    public static partial long Seek(SafeFileHandle file, long offset, int whence);
}
