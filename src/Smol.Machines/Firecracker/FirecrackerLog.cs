using System.Text;

namespace Smol.Machines.Firecracker;

/// <summary>What a Firecracker says of itself.</summary>
internal static class FirecrackerLog
{
    // src/firecracker/src/main.rs: its last line, where QEMU would remove its pid file.
    private const string LastLine = "Firecracker exiting successfully";

    private const int ReadAtMost = 4096;

    /// <summary>Whether a Firecracker has ended in order; a log that is not there tells of none.</summary>
    public static bool HasEnded(string path) => Tail(path).Contains(LastLine, StringComparison.Ordinal);

    /// <summary>Its last line that is not empty.</summary>
    public static string LastWords(string path) => Tail(path).Split('\n').LastOrDefault(line => line.Length > 0) ?? "it said nothing";

    private static string Tail(string path)
    {
        try
        {
            using FileStream log = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
            log.Seek(Math.Max(0, log.Length - ReadAtMost), SeekOrigin.Begin);
            var bytes = new byte[ReadAtMost];
            return Encoding.UTF8.GetString(bytes, 0, log.ReadAtLeast(bytes, ReadAtMost, throwOnEndOfStream: false));
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException)
        {
            return "";
        }
    }
}
