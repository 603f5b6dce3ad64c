using System.Text.RegularExpressions;
using Smol.Machines.Host;
using Smol.Storage;

namespace Smol.Machines.Qemu;

/// <summary>Finds QEMU on this host.</summary>
internal static partial class QemuProgram
{
    /// <summary>The program's full path.</summary>
    /// <param name="architecture">What the guest runs on.</param>
    /// <param name="named">A path that the user named, or null to look in <paramref name="searchPath"/>.</param>
    /// <param name="searchPath">Folders with colons between them, as in the variable PATH.</param>
    /// <exception cref="SmolException">It is not there; the hint names the package.</exception>
    public static string Find(MachineArchitecture architecture, string? named, string searchPath)
    {
        if (named is not null)
            return File.Exists(named) ? Path.GetFullPath(named) : throw new SmolException("there is no such program", named, "name QEMU's program for the guest's architecture");
        string name = architecture switch
        {
            MachineArchitecture.I386 => "qemu-system-i386",
            MachineArchitecture.AArch64 => "qemu-system-aarch64",
            _ => "qemu-system-x86_64",
        };
        foreach (string folder in searchPath.Split(':', StringSplitOptions.RemoveEmptyEntries))
        {
            string path = Path.Combine(folder, name);
            if (Path.IsPathRooted(folder) && File.Exists(path))
                return path;
        }
        throw new SmolException("QEMU is not installed", name, QemuPackage.Advice(OperatingSystem.IsMacOS(), OsRelease(), architecture == MachineArchitecture.AArch64));
    }

    /// <summary>Asks a QEMU for its version.</summary>
    /// <exception cref="SmolException">It is not QEMU, or does not answer.</exception>
    public static async Task<Version> VersionAsync(string path, TimeProvider time, CancellationToken stop)
    {
        ChildResult result = await ChildProcess.RunAsync(path, ["--version"], null, TimeSpan.FromSeconds(10), time, stop).ConfigureAwait(false);
        Match match = VersionPattern().Match(result.Output);
        return match.Success ? Version.Parse(match.Groups[1].ValueSpan) : throw new SmolException("does not say which version of QEMU it is", path, result.LastWords);
    }

    private static string OsRelease() => File.Exists("/etc/os-release") ? File.ReadAllText("/etc/os-release") : "";

    [GeneratedRegex(@"\AQEMU emulator version (\d{1,4}\.\d{1,4}(\.\d{1,4})?)")]
    private static partial Regex VersionPattern();
}
