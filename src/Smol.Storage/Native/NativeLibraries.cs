using System.Reflection;
using System.Runtime.InteropServices;

namespace Smol.Storage.Native;

/// <summary>Finds the host's libraries under the names that they have on Linux and on macOS.</summary>
internal static class NativeLibraries
{
    public const string Lzma = "lzma";
    public const string Zstd = "zstd";

    /// <summary>What the user can do about a library that is missing.</summary>
    public static string HowToInstall(string library) => library switch
    {
        Lzma => "install it: 'apt-get install liblzma5', 'dnf install xz-libs' or 'brew install xz'",
        _ => "install it: 'apt-get install libzstd1', 'dnf install libzstd' or 'brew install zstd'",
    };

    static NativeLibraries() => NativeLibrary.SetDllImportResolver(typeof(NativeLibraries).Assembly, Resolve);

    /// <summary>Each class of calls begins with this, so that its library is found.</summary>
    public static void Prepare()
    {
        // All is done once, before this is called the first time: an assembly can have one resolver only.
    }

    private static nint Resolve(string library, Assembly assembly, DllImportSearchPath? searchPath)
    {
        foreach (string name in Names(library))
        {
            if (NativeLibrary.TryLoad(name, out nint handle))
                return handle;
        }
        return 0;
    }

    private static string[] Names(string library) => library switch
    {
        Lzma => ["liblzma.so.5", "liblzma.5.dylib", "/opt/homebrew/lib/liblzma.5.dylib", "/usr/local/lib/liblzma.5.dylib"],
        Zstd => ["libzstd.so.1", "libzstd.1.dylib", "/opt/homebrew/lib/libzstd.1.dylib", "/usr/local/lib/libzstd.1.dylib"],
        _ => [],
    };
}
