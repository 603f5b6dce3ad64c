using System.Diagnostics;
using System.Text;
using Smol.Machines.State;
using Smol.Storage;

namespace Smol.Machines.Firecracker;

/// <summary>Firecracker's program on this host.</summary>
internal static class FirecrackerProgram
{
    private const string Name = "firecracker";

    // The console goes on in the log of earlier runs, and Firecracker writes to a file of PUT /serial from its beginning; so it has the log
    // as its standard output. $$ stays the process's number after exec.
    private const string Script = "echo $$ >\"$1\" && exec <>\"$2\" >>\"$3\" 2>>\"$4\" && shift 4 && exec \"$@\"";

    /// <summary>The program's full path, or null when it is not there.</summary>
    /// <param name="named">A path that the user named, or null to look in <paramref name="searchPath"/>.</param>
    /// <param name="searchPath">Folders with colons between them, as in the variable PATH.</param>
    public static string? TryFind(string? named, string searchPath) =>
        named ?? searchPath.Split(':', StringSplitOptions.RemoveEmptyEntries).Where(Path.IsPathRooted).Select(folder => Path.Combine(folder, Name)).FirstOrDefault(File.Exists);

    /// <summary>The program and its arguments. It is silent until its log is named over the API.</summary>
    /// <param name="program">Its path.</param>
    /// <param name="spec">The machine.</param>
    /// <param name="paths">Where the machine keeps its files.</param>
    public static IReadOnlyList<string> Command(string program, MachineSpec spec, MachinePaths paths) =>
    [
        program, "--id", InstanceId(spec.Name!), "--api-sock", paths.ApiSocket, "--level", "Off",
        // Firecracker passes over what follows the dashes (src/utils/src/arg_parser.rs); we know the process by it, as we know QEMU's.
        "--", MachineObserver.PidFileOption, paths.PidFile,
    ];

    /// <summary>Starts it in a session of its own, so that no key of a terminal reaches it, with the machine's files as its standard streams.</summary>
    /// <exception cref="SmolException">It can't be started.</exception>
    public static Process Start(IReadOnlyList<string> command, MachinePaths paths)
    {
        string[] words = ["/bin/sh", "-c", Script, Name, paths.PidFile, paths.ConsoleInput, paths.ConsoleLog, paths.VmmLog, .. command];
        var start = new ProcessStartInfo("setsid", words) { WorkingDirectory = paths.Folder, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        try
        {
            return Process.Start(start)!;
        }
        catch (System.ComponentModel.Win32Exception failure)
        {
            throw new SmolException("can't be started: " + failure.Message, "setsid", "it is in the package util-linux", failure);
        }
    }

    /// <summary>Firecracker allows letters, digits and dashes (src/utils/src/validators.rs: validate_instance_id).</summary>
    private static string InstanceId(string name)
    {
        var id = new StringBuilder(name.Length);
        foreach (char letter in name)
            id.Append(char.IsAsciiLetterOrDigit(letter) ? letter : '-');
        return id.ToString();
    }
}
