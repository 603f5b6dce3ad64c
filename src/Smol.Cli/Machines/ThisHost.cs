using Smol.Cli.Output;
using Smol.Machines;

namespace Smol.Cli.Machines;

/// <summary>The machines of this user.</summary>
internal static class ThisHost
{
    public static MachineHost Open(SmolFolders folders) => new(Options(folders));

    public static MachineHostOptions Options(SmolFolders folders) => new()
    {
        Folder = folders.Machines,
        ShortFolder = folders.Sockets,
        HostMemoryPath = Path.Combine(folders.Cache, "host.txt"),
        SearchPath = Environment.GetEnvironmentVariable("PATH") ?? "",
        QemuPath = Environment.GetEnvironmentVariable("QEMU") is { Length: > 0 } program ? program : null,
        Notice = notice => Screen.Say($"smol: {notice}"),
    };
}
