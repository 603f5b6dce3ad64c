using System.Text;
using Smol.Storage;

namespace Smol.Machines.State;

/// <summary>Chooses where a machine's sockets lie: the path of a Unix socket has little room.</summary>
internal static class SocketFolder
{
    // sun_path with its final zero: sys/un.h has 108 bytes on Linux, 104 on macOS.
    private static readonly int MaximumBytes = OperatingSystem.IsMacOS() ? 103 : 107;

    /// <summary>One below <paramref name="shortFolder"/>, or null where the machine's own folder is short enough.</summary>
    /// <param name="machineFolder">The machine's folder.</param>
    /// <param name="shortFolder">Where the folders of sockets lie.</param>
    /// <param name="id">The machine's id.</param>
    /// <exception cref="SmolException">Neither is short enough.</exception>
    public static string? Choose(string machineFolder, string shortFolder, string id)
    {
        if (Fits(machineFolder))
            return null;
        string other = Path.Combine(shortFolder, id);
        return Fits(other) ? other
            : throw new SmolException($"is too long: the path of a Unix socket has at most {MaximumBytes} bytes", shortFolder, "set XDG_RUNTIME_DIR or SMOL_HOME to a shorter folder");
    }

    /// <summary>Whether sockets can lie in a folder.</summary>
    public static bool Fits(string folder) => Encoding.UTF8.GetByteCount(new MachinePaths(folder, folder).ConsoleSocket) <= MaximumBytes;
}
