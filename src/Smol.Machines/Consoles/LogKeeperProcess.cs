using System.Diagnostics;
using Smol.Storage;

namespace Smol.Machines.Consoles;

/// <summary>A <see cref="LogKeeper"/> in a process of its own, beside a machine in the background.</summary>
internal static class LogKeeperProcess
{
    // It must hold nothing open that its starter's caller waits for the end of, and hear no key of a terminal.
    private const string Script = "trap '' HUP INT QUIT; exec \"$@\" </dev/null >/dev/null 2>&1";

    /// <summary>Starts it. A machine runs all the same when it can't be started.</summary>
    /// <param name="command">The program and arguments that keep a log; the machine's name is added.</param>
    /// <param name="name">The machine.</param>
    /// <param name="notice">Hears that it can't be started.</param>
    public static void Start(IReadOnlyList<string> command, string name, Action<string> notice)
    {
        string[] words = ["/bin/sh", "-c", Script, "sh", .. command, name];
        string[] all = OperatingSystem.IsLinux() ? ["setsid", .. words] : words;
        try
        {
            using Process? keeper = Process.Start(new ProcessStartInfo(all[0], all[1..]) { WorkingDirectory = "/" });
        }
        catch (System.ComponentModel.Win32Exception failure)
        {
            notice(new SmolException($"nobody keeps the log of {name} short: {failure.Message}", all[0]).Message);
        }
    }
}
