using System.Runtime.InteropServices;

namespace Smol.Machines.Native;

/// <summary>The calls of the C library that .NET has no word for.</summary>
internal static partial class LibC
{
    /// <summary>signal(7): asks a process to end.</summary>
    internal const int SigTerm = 15;

    /// <summary>signal(7): ends a process.</summary>
    internal const int SigKill = 9;

    /// <summary>kill(2).</summary>
    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    internal static partial int Kill(int pid, int signal);

    /// <summary>mkfifo(3).</summary>
    [LibraryImport("libc", EntryPoint = "mkfifo", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int MakeFifo(string path, uint mode);

    /// <summary>linux/fs.h: FICLONE, _IOW(0x94, 9, int).</summary>
    internal const nuint FiClone = 0x40049409;

    /// <summary>ioctl(2) with a file as its argument.</summary>
    [LibraryImport("libc", EntryPoint = "ioctl", SetLastError = true)]
    internal static partial int Clone(SafeHandle to, nuint request, SafeHandle from);

    /// <summary>isatty(3).</summary>
    [LibraryImport("libc", EntryPoint = "isatty")]
    internal static partial int IsTerminal(int descriptor);

    /// <summary>tcgetattr(3).</summary>
    [LibraryImport("libc", EntryPoint = "tcgetattr")]
    internal static partial int GetTerminal(int descriptor, [Out] byte[] terminal);

    /// <summary>tcsetattr(3).</summary>
    [LibraryImport("libc", EntryPoint = "tcsetattr")]
    internal static partial int SetTerminal(int descriptor, int when, byte[] terminal);

    /// <summary>cfmakeraw(3).</summary>
    [LibraryImport("libc", EntryPoint = "cfmakeraw")]
    internal static partial void MakeRaw([In, Out] byte[] terminal);
}
