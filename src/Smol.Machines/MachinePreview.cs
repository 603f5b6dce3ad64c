using Smol.Machines.Firecracker;
using Smol.Machines.Host;
using Smol.Machines.Networks;
using Smol.Machines.Qemu;
using Smol.Machines.State;
using Smol.Storage;

namespace Smol.Machines;

/// <summary>What starting a machine would do.</summary>
/// <param name="Command">The VMM's program and its arguments.</param>
/// <param name="Requests">What a Firecracker would be asked for then; QEMU's command says it all.</param>
public sealed record MachinePreview(IReadOnlyList<string> Command, IReadOnlyList<FirecrackerRequest> Requests)
{
    /// <summary>That of a machine that is not made. Nothing is started for Firecracker, and it need not be installed.</summary>
    /// <exception cref="SmolException">There is something that would keep it from starting.</exception>
    public static async Task<MachinePreview> OfAsync(MachineSpec spec, MachineHostOptions options, CancellationToken stop)
    {
        spec = MachineCheck.Complete(spec);
        spec = spec with { Name = spec.Name ?? MachineName.Suggestions(spec.ImageReference).First(name => !Directory.Exists(Path.Combine(options.Folder, name))) };
        string folder = Path.Combine(options.Folder, spec.Name!);
        var paths = new MachinePaths(folder, SocketFolder.Choose(folder, options.ShortFolder, "ID") ?? folder);
        if (spec.Vmm == VmmKind.Firecracker)
            return new(FirecrackerProgram.Command(FirecrackerProgram.TryFind(options.FirecrackerPath, options.SearchPath) ?? "firecracker", spec, paths), FirecrackerRequests.Of(spec, paths));
        spec = new NetworkRegister(options).Place(spec);
        string qemu = QemuProgram.Find(spec.Architecture, spec.QemuPath ?? options.QemuPath, options.SearchPath);
        (HostFacts host, _) = await new HostInspector(options.HostMemoryPath, options.Time).InspectAsync(qemu, spec.Architecture, spec.Accelerator, stop).ConfigureAwait(false);
        return new(QemuCommand.Build(spec, host, paths, isPaused: false), []);
    }
}
