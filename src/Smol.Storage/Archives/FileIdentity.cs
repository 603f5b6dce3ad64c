using System.Globalization;
using Smol.Storage.Native;

namespace Smol.Storage.Archives;

/// <summary>What tells, without reading it, that a file of the host is still the one that it was.</summary>
public static class FileIdentity
{
    // Two changes within a tick of the kernel's clock have one time; some filesystems count in seconds, FAT in two of them.
    private static readonly TimeSpan LongestTick = TimeSpan.FromSeconds(3);

    /// <summary>
    /// Length, time of modification, and on Linux also of the last change, inode and device; elsewhere the time when it was made,
    /// which changes where a file is replaced.
    /// </summary>
    /// <returns>A text to be compared.</returns>
    /// <exception cref="SmolException">The file is not there.</exception>
    public static string Of(string path)
    {
        if (TryAsk(path) is { } found)
        {
            return string.Create(CultureInfo.InvariantCulture,
                $"{found.Size} {found.Modified.Seconds}.{found.Modified.Nanoseconds:D9} {found.Changed.Seconds}.{found.Changed.Nanoseconds:D9} {found.Inode} {found.DeviceMajor}:{found.DeviceMinor}");
        }
        var file = new FileInfo(path);
        if (!file.Exists)
            throw new SmolException("is not there", path);
        return string.Create(CultureInfo.InvariantCulture, $"{file.Length} {file.LastWriteTimeUtc.Ticks} {file.CreationTimeUtc.Ticks}");
    }

    /// <summary>Whether the last change of a file is so long ago that another one gives it another identity.</summary>
    /// <param name="path">The file.</param>
    /// <param name="now">The time.</param>
    public static bool IsSettled(string path, DateTimeOffset now)
    {
        DateTimeOffset changed = TryAsk(path) is { } found
            ? DateTimeOffset.FromUnixTimeSeconds(Math.Max(found.Modified.Seconds, found.Changed.Seconds))
            : File.GetLastWriteTimeUtc(path);
        return now - changed > LongestTick;
    }

    private static Statx? TryAsk(string path) =>
        OperatingSystem.IsLinux() && LinuxLibrary.Statx(LinuxLibrary.CurrentFolder, path, 0, LinuxLibrary.BasicStatistics, out Statx found) == 0 ? found : null;
}
