using Smol.Cli.Commands;
using Smol.Cli.Output;
using Smol.Machines;

namespace Smol.Cli.Machines;

/// <summary>The machines of this user.</summary>
internal static class ThisHost
{
    /// <summary>Them.</summary>
    /// <param name="folders">Where they are.</param>
    /// <param name="timing">Hears of the moments of a start; null when nobody asks.</param>
    public static MachineHost Open(SmolFolders folders, RunTiming? timing = null) =>
        new(timing is null ? Options(folders) : Options(folders) with { Mark = timing.Timeline.Mark });

    public static MachineHostOptions Options(SmolFolders folders) => new()
    {
        Folder = folders.Machines,
        ShortFolder = folders.Sockets,
        HostMemoryPath = Path.Combine(folders.Cache, "host.txt"),
        SearchPath = Environment.GetEnvironmentVariable("PATH") ?? "",
        QemuPath = Environment.GetEnvironmentVariable("QEMU") is { Length: > 0 } program ? program : null,
        FirecrackerPath = Environment.GetEnvironmentVariable("FIRECRACKER") is { Length: > 0 } firecracker ? firecracker : null,
        LogKeeper = Environment.ProcessPath is { } smol ? [smol, KeepLogCommand.Name] : [],
        Notice = notice => Screen.Say($"smol: {notice}"),
    };
}
