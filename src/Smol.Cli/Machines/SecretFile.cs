using Smol.Storage;

namespace Smol.Cli.Machines;

/// <summary>A file with a secret: QEMU reads it when it starts, and it is on no command line, in no record and in no copy.</summary>
internal static class SecretFile
{
    private const UnixFileMode OfOthers = UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.OtherRead | UnixFileMode.OtherWrite;

    /// <summary>Checks that nobody else may read it, as ssh(1) does with its keys.</summary>
    /// <returns>The path.</returns>
    /// <exception cref="SmolException">It is not there, or others may read it.</exception>
    public static string Check(string path)
    {
        if (!File.Exists(path))
            throw new SmolException("there is no such file", path);
        return (File.GetUnixFileMode(path) & OfOthers) == 0
            ? path
            : throw new SmolException("is a secret that others than you may read or change", path, $"chmod 600 {path}");
    }
}
