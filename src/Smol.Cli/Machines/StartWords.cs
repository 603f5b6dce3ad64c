using Smol.Cli.Output;
using Smol.Machines;
using Smol.Machines.State;

namespace Smol.Cli.Machines;

/// <summary>What startnb.sh says when it starts a machine, in its words, for the scripts that read them.</summary>
/// <param name="isPlain">Whether in plain letters (<c>-u</c>).</param>
internal sealed class StartWords(bool isPlain)
{
    private string Arrow => isPlain ? ">" : "➡️";

    private string Info => isPlain ? "i" : "ℹ️";

    /// <summary>What is known before it starts.</summary>
    public void SayBefore(MachineSpec spec)
    {
        if (spec.Forwards.Count > 0)
            Screen.Print($"{Arrow} port forward set: {string.Join(',', spec.Forwards.Select(forward => forward.ToString()))}");
        if (!spec.BootsByBios)
            Screen.Print($"{Arrow} using kernel {spec.KernelPath}");
        Screen.Print($"{Arrow} using console: {(spec.Console == ConsoleKind.Viocon ? "viocon" : "com")}");
        Screen.Print(spec.Storage == RootStorage.RamDisk ? $"{Arrow} loading {spec.ImagePath} as initrd" : $"{Arrow} using disk image {spec.ImagePath}");
        if (spec.SerialPort is { } port)
            Screen.Print($"{Arrow} using serial: localhost:{port}");
    }

    /// <summary>Where the machine's sockets are.</summary>
    public void SaySockets(int count, MachinePaths paths)
    {
        for (int number = 1; number <= count; number++)
            Screen.Print($"{Info} host socket {number}: {paths.GuestSocket(number)}");
    }
}
