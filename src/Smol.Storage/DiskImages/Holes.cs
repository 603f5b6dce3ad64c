using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;
using Smol.Storage.Native;

namespace Smol.Storage.DiskImages;

/// <summary>The holes of a file, as lseek(2) tells them; a filesystem that does not know says that all is data.</summary>
internal static class Holes
{
    private const int NoMoreData = 6; // ENXIO, on Linux, macOS and the BSDs alike

    /// <summary>Where data begins at or after an offset; <paramref name="length"/> when none does.</summary>
    public static long NextData(SafeFileHandle file, long offset, long length)
    {
        if (offset >= length)
            return length;
        long found = SystemLibrary.Seek(file, offset, SystemLibrary.SeekData);
        if (found >= 0)
            return Math.Min(found, length);
        return Marshal.GetLastPInvokeError() == NoMoreData ? length : offset;
    }

    /// <summary>Where a hole begins at or after an offset that has data; <paramref name="length"/> when none does.</summary>
    public static long NextHole(SafeFileHandle file, long offset, long length)
    {
        long found = SystemLibrary.Seek(file, offset, SystemLibrary.SeekHole);
        return found > offset ? Math.Min(found, length) : length;
    }
}
