using Smol.Machines.Host;
using Smol.Machines.Networks;
using Smol.Machines.Qemu;
using Smol.Machines.State;
using Smol.Storage;

namespace Smol.Machines;

/// <summary>What starting a machine would do.</summary>
public static class MachinePreview
{
    /// <summary>The QEMU command of a machine that is not made.</summary>
    /// <exception cref="SmolException">There is something that would keep it from starting.</exception>
    public static async Task<IReadOnlyList<string>> CommandAsync(MachineSpec spec, MachineHostOptions options, CancellationToken stop)
    {
        spec = MachineCheck.Complete(spec);
        spec = spec with { Name = spec.Name ?? MachineName.Suggestions(spec.ImageReference).First(name => !Directory.Exists(Path.Combine(options.Folder, name))) };
        spec = new NetworkRegister(options).Place(spec);
        string qemu = QemuProgram.Find(spec.Architecture, spec.QemuPath ?? options.QemuPath, options.SearchPath);
        (HostFacts host, _) = await new HostInspector(options.HostMemoryPath, options.Time).InspectAsync(qemu, spec.Architecture, spec.Accelerator, stop).ConfigureAwait(false);
        string folder = Path.Combine(options.Folder, spec.Name!);
        return QemuCommand.Build(spec, host, new(folder, SocketFolder.Choose(folder, options.ShortFolder, "ID") ?? folder), isPaused: false);
    }
}
