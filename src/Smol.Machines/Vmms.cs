using Smol.Machines.Consoles;
using Smol.Machines.Firecracker;
using Smol.Machines.Qemu;
using Smol.Machines.Timing;
using Smol.Storage;

namespace Smol.Machines;

/// <summary>The VMMs that machines run on.</summary>
internal static class Vmms
{
    /// <summary>That of a machine.</summary>
    public static IVmm Of(MachineStatus machine, MachineHostOptions options) => machine.Spec.Vmm == VmmKind.Firecracker
        ? new FirecrackerVmm(machine.Paths, options.Patience.Quit)
        : new QemuVmm(machine.Paths, options);

    /// <summary>The console of a machine that was just started for somebody to be there, who misses nothing that it says.</summary>
    /// <exception cref="SmolException">It can't be reached.</exception>
    public static async Task<IConsole> BeginAsync(MachineStatus machine, MachineHostOptions options)
    {
        if (machine.Spec.Vmm == VmmKind.Firecracker)
            return new FirecrackerConsole(machine, options);
        ConsoleSession console = await ConsoleSession.TryConnectAsync(machine.Paths, CancellationToken.None).ConfigureAwait(false)
            ?? throw new SmolException("another process is at the console", machine.Name);
        using QmpClient qmp = await QmpClient.ConnectAsync(machine.Paths.QmpSocket, options.Patience.Quit, options.Time, CancellationToken.None).ConfigureAwait(false);
        options.Mark(BootMark.QmpGreeting);
        await qmp.ContinueAsync(CancellationToken.None).ConfigureAwait(false);
        options.Mark(BootMark.GuestBegin);
        return console;
    }
}
